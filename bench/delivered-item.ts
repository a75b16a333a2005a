import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { OneInvocation } from './invoke-once.ts';

/** The item that an invocation wrote, read back from the table. */
export async function deliveredItem(
  { answer }: OneInvocation,
  tableName: string,
  endpoint: string,
): Promise<Record<string, unknown>> {
  const { metadata } = answer as { metadata: { delivery: { messageId: string } } };
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'local', credentials }));
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: { id: metadata.delivery.messageId } }),
  );
  if (Item === undefined) throw new Error(`not delivered: ${JSON.stringify(answer)}`);
  return Item;
}
