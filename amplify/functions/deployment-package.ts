import { existsSync } from 'node:fs';
import path from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';

const BUILT = path.resolve(import.meta.dirname, '../../dist/lambda');

/**
 * What `npm run build` wrote for one of chat-courier's Lambda functions, as it was tested: code in parts that are loaded
 * when they are needed, and the data that it reads.
 *
 * @throws Error if it was not built
 */
export function deploymentPackage(name: 'orchestrator' | 'on-failure' | 'redeliver' | 'send-message'): Code {
  const folder = path.join(BUILT, name);
  if (!existsSync(path.join(folder, 'index.mjs'))) {
    throw new Error(`dist/lambda/${name} is not there: run \`npm ci && npm run build\` in chat-courier's folder first`);
  }
  return Code.fromAsset(folder);
}
