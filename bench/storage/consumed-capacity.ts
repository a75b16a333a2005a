import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

interface Output {
  readonly ConsumedCapacity?: { readonly CapacityUnits?: number };
}

/** Counts what a client's writes consume, table and indexes together. */
export function countCapacity(client: { readonly middlewareStack: unknown }): { units: number } {
  const counted = { units: 0 };
  (client.middlewareStack as DynamoDBClient['middlewareStack']).add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName?.startsWith('PutItem') || commandName?.startsWith('UpdateItem')) {
          Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        }
        const result = await next(args);
        counted.units += (result.output as Output).ConsumedCapacity?.CapacityUnits ?? 0;
        return result;
      },
    { name: 'countCapacity', step: 'serialize', priority: 'high' },
  );
  return counted;
}
