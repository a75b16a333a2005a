import { ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface SeenItem {
  readonly id: string;
  readonly chatSessionId: string;
  readonly owner: string;
  readonly role: string;
  readonly content: { readonly text: string };
  readonly responseComplete: boolean;
  readonly artifacts: readonly { readonly data?: { readonly number?: number } }[];
  readonly metadata: { readonly error?: { readonly code: string } };
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Every item of the table, straight from the engine. */
export async function everyItem(client: DynamoDBDocumentClient, tableName: string): Promise<SeenItem[]> {
  const items: SeenItem[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const input = { TableName: tableName, ConsistentRead: true, ExclusiveStartKey: from };
    const page = await client.send(new ScanCommand(input));
    items.push(...((page.Items ?? []) as SeenItem[]));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return items;
}

/** What the user sees of an answer, in a few words. */
export function seen({ content, responseComplete, artifacts, metadata }: SeenItem): string {
  if (!responseComplete) return `UNFINISHED: ${content.text}`;
  if (metadata.error !== undefined) return metadata.error.code;
  const [artifact] = artifacts;
  const own = artifact?.data?.number !== undefined && content.text === `Answer to job ${artifact.data.number}`;
  return own ? `${content.text} with its artifact` : `FOREIGN: ${content.text}`;
}

/** What stands in each chat, sorted: the key names the session and its user. */
export function byChat<T>(values: readonly T[], chat: (value: T) => string, words: (value: T) => string) {
  const chats: Record<string, string[]> = {};
  for (const value of values) (chats[chat(value)] ??= []).push(words(value));
  for (const texts of Object.values(chats)) texts.sort();
  return chats;
}
