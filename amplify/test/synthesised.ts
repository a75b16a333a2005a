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
  const template = JSON.stringify(Template.fromStack(Stack.of(delivery)).toJSON());
  const refersTo = (model: string) => {
    const [, stack, output] =
      new RegExp(`"(amplifyData${model}NestedStack\\w+)","(Outputs\\.\\w+TableArn)"`).exec(template) ?? [];
    return `<${stack ?? model}.${output ?? 'Arn'}>`;
  };
  const tables = { messages: refersTo('ChatMessage'), sessions: refersTo('ChatSession') };
  const others = { sendMessage: backend.sendMessage.resources.lambda };
  return { backend, delivery, folder, ...functionsOf(delivery, orchestrator, tables, others) };
}
