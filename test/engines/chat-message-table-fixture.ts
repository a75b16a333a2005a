import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { chatMessageTable } from '../../src/adapters/dynamodb/chat-message-table.ts';
import { documentClient } from '../../src/adapters/dynamodb/document-client.ts';
import type { Engine } from './engines.ts';

export interface TableFixture {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly destroy: () => Promise<void>;
}

/** A ChatMessage table of its own on an engine. */
export async function createTable({ clientConfig }: Engine): Promise<TableFixture> {
  const client = documentClient(clientConfig);
  const tableName = `ChatMessage-${randomUUID()}-NONE`;
  await client.send(new CreateTableCommand(chatMessageTable(tableName)));
  return {
    client,
    tableName,
    destroy: async () => {
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      client.destroy();
    },
  };
}
