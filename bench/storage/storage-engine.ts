import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface StorageEngine {
  readonly name: string;
  readonly endpoint: string;
  readonly stop: () => void;
}

export type StartDynamoDbLocal = () => Promise<{ readonly endpoint: string; readonly stop: () => void }>;

/** Amazon's DynamoDB Local if there is Java, else dynalite in a process of its own. Both count as DynamoDB does. */
export async function startEngine(startDynamoDbLocal: StartDynamoDbLocal): Promise<StorageEngine> {
  try {
    return { name: 'DynamoDB Local', ...(await startDynamoDbLocal()) };
  } catch (error) {
    console.warn(`DynamoDB Local does not start, dynalite takes its place: ${String(error)}`);
    return startDynalite();
  }
}

export async function startDynalite(): Promise<StorageEngine> {
  const engine = fork(fileURLToPath(new URL('../services/services.mjs', import.meta.url)), ['ChatMessage-bench-NONE']);
  const [{ dynamoDb }] = (await once(engine, 'message')) as [{ dynamoDb: string }];
  const stop = () => {
    engine.disconnect();
  };
  return { name: 'dynalite', endpoint: dynamoDb, stop };
}
