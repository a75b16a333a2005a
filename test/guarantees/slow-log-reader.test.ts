import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';

const LINES = 1_000;
const composition = resolve('src/entrypoints/composition');

/** A function that tells much, in turn a figure and a line, and ends. */
const FUNCTION = `
  import { createContainer } from '${composition}/container.ts';
  import { readConfig } from '${composition}/config.ts';
  import { LOGGER, METRICS } from '${composition}/tokens.ts';
  const container = createContainer(readConfig({ AWS_LAMBDA_FUNCTION_NAME: 'f' }, 'function'));
  const [logger, metrics] = [container.get(LOGGER), container.get(METRICS)];
  for (let n = 0; n < ${LINES}; n++) {
    metrics.record({ WriteFailure: 1 }, { code: 'throttled', requestId: String(n) });
    logger.log('info', 'a line', { requestId: String(n) });
  }
  process.exit();`;

test('where the log is read slowly, no figure and no line is lost with the process, and their order stays', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slow-log-'));
  const outfile = join(folder, 'function.mjs');
  const require = 'import { createRequire as from } from "node:module"; const require = from(import.meta.url);';
  const stdin = { contents: FUNCTION, resolveDir: resolve('.'), loader: 'ts' } as const;
  await build({
    stdin,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: require },
    logLevel: 'error',
  });
  const piped = '"$0" "$1" | (sleep 1.5; cat)'; // by then the pipe is full
  const { stdout } = spawn('sh', ['-c', piped, process.execPath, outfile], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = (await text(stdout)).trimEnd().split('\n');
  await rm(folder, { recursive: true });
  const told = lines.map((line) => JSON.parse(line) as { readonly requestId: string; readonly _aws?: unknown });
  expect(told.map(({ requestId, _aws }) => [Number(requestId), _aws !== undefined])).toEqual(
    Array.from({ length: LINES }, (_, n) => [
      [n, true],
      [n, false],
    ]).flat(),
  );
});
