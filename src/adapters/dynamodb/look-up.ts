import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface LookedUp {
  /** The ids of the messages that are there. */
  readonly finished: ReadonlySet<string>;
  readonly unfinished: ReadonlySet<string>;
  /** Those that DynamoDB did not look for this time. */
  readonly unprocessed: ReadonlySet<string>;
}

/** Finds out which of up to 100 messages are in the table, as they are now: a strongly consistent read. */
export async function lookUp(
  client: DynamoDBDocumentClient,
  tableName: string,
  ids: readonly string[],
  options: { readonly abortSignal: AbortSignal },
): Promise<LookedUp> {
  const Keys = ids.map((id) => ({ id }));
  const wanted = { Keys, ConsistentRead: true, ProjectionExpression: 'id, responseComplete' };
  const command = new BatchGetCommand({ RequestItems: { [tableName]: wanted } });
  const { Responses, UnprocessedKeys } = await client.send(command, options);
  const items = Responses?.[tableName] ?? [];
  const isFinished = (item: Readonly<Record<string, unknown>>) => item['responseComplete'] === true;
  return {
    finished: idsOf(items.filter(isFinished)),
    unfinished: idsOf(items.filter((item) => !isFinished(item))),
    unprocessed: idsOf(UnprocessedKeys?.[tableName]?.Keys ?? []),
  };
}

function idsOf(items: readonly Readonly<Record<string, unknown>>[]): Set<string> {
  return new Set(items.map(({ id }) => String(id)));
}
