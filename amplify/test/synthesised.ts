import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { synthesise } from '../synthesise.ts';
import { functionsOf } from './functions-of.ts';

/** The backend as `npm run synth` writes it, once in a test file. */
export async function synthesised(type: 'sandbox' | 'branch') {
  const { backend, delivery } = await synthesise(type, await mkdtemp(path.join(tmpdir(), 'chat-courier-synth-')));
  const orchestrator = backend.renewableOrchestrator.resources.lambda as Function;
  const { Parameters: parameters = {} } = Template.fromStack(Stack.of(delivery)).toJSON() as { Parameters?: object };
  const refersTo = (model: string) => {
    const name = Object.keys(parameters).find((parameter) => parameter.includes(`amplifyData${model}NestedStack`));
    return `<${name ?? model}>`;
  };
  const tables = { messages: refersTo('ChatMessage'), sessions: refersTo('ChatSession') };
  return { backend, delivery, orchestrator, ...functionsOf(delivery, orchestrator, tables) };
}
