import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { once } from './once.ts';

/** Puts up to 25 items of different ids, once, without conditions. @returns the ids of those that DynamoDB left unprocessed */
export async function putTogether(
  client: DynamoDBDocumentClient,
  tableName: string,
  items: readonly object[],
  options: { readonly abortSignal: AbortSignal },
): Promise<ReadonlySet<string>> {
  const puts = items.map((item) => ({ PutRequest: { Item: { ...item } } }));
  const command = new BatchWriteCommand({ RequestItems: { [tableName]: puts } });
  const { UnprocessedItems } = await once(command, () => client.send(command, options));
  return new Set((UnprocessedItems?.[tableName] ?? []).map(({ PutRequest }) => String(PutRequest?.Item?.['id'])));
}
