import type { ContainerModule } from 'inversify';
import { chatMessageTable } from '../../../adapters/dynamodb/chat-message-table.ts';
import { startEmbeddedDynamoDb } from '../../../adapters/embedded-dynamodb/embedded-dynamodb.ts';
import { dynamoDbStorage } from './dynamodb-storage.ts';

const TABLE = 'ChatMessage-local-NONE';

/** Keeps messages in a DynamoDB inside this process, its data in `folder`. Stop it after the container is done. */
export async function startEmbeddedStorage(
  folder: string,
): Promise<{ module: ContainerModule; stop(): Promise<void> }> {
  const engine = await startEmbeddedDynamoDb(folder, [chatMessageTable(TABLE)]);
  const module = dynamoDbStorage({ tableName: TABLE, clientConfig: engine.clientConfig });
  return { module, stop: () => engine.close() };
}
