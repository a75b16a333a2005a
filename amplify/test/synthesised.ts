import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { synthesise } from '../synthesise.ts';
import { functionsOf } from './functions-of.ts';

type Kind = 'sandbox' | 'branch';

const known: Partial<Record<Kind, ReturnType<typeof examined>>> = {};

/** The backend as `npm run synth` writes it: of one kind, once, in a process. */
export function synthesised(kind: Kind): ReturnType<typeof examined> {
  return (known[kind] ??= examined(kind));
}

async function examined(kind: Kind) {
  const folder = await mkdtemp(path.join(tmpdir(), 'chat-courier-synth-'));
  after(() => rm(folder, { recursive: true }));
  const { backend, delivery } = await synthesise(kind, folder);
  const orchestrator = backend.renewableOrchestrator.resources.lambda;
  const { Parameters: parameters = {} } = Template.fromStack(Stack.of(delivery)).toJSON() as { Parameters?: object };
  const refersTo = (model: string) => {
    const name = Object.keys(parameters).find((parameter) => parameter.includes(`amplifyData${model}NestedStack`));
    return `<${name ?? model}>`;
  };
  const tables = { messages: refersTo('ChatMessage'), sessions: refersTo('ChatSession') };
  return { backend, delivery, folder, ...functionsOf(delivery, orchestrator, tables) };
}
