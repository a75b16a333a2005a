import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { promisify } from 'node:util';
import { built } from '../built.ts';

export type LogLine = Readonly<Record<string, unknown>>;

const CALL = `
const [file, event] = process.argv.slice(1);
const { handler } = await import(file);
const left = Date.now() + 20_000;
await handler(JSON.parse(event), { awsRequestId: 'request-1', getRemainingTimeInMillis: () => left - Date.now() });
process.exit(0);
`;

/** What a built function writes into its log for one event, as CloudWatch finds it there. */
export async function loggedBy(
  name: 'orchestrator' | 'on-failure' | 'redeliver',
  event: unknown,
  environment: Readonly<Record<string, string>>,
): Promise<readonly LogLine[]> {
  const file = pathToFileURL(path.join(built(`lambda/${name}`), 'index.mjs')).href;
  const env = {
    AWS_LAMBDA_FUNCTION_NAME: name,
    _X_AMZN_TRACE_ID: 'Root=1-697deec0-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=0',
    ...environment,
  };
  const call = ['--no-warnings', '--input-type=module', '--eval', CALL, file, JSON.stringify(event)];
  const { stdout } = await promisify(execFile)(process.execPath, call, { env });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => ({ ...(JSON.parse(line) as LogLine), '@message': line, '@timestamp': 'a time' }));
}
