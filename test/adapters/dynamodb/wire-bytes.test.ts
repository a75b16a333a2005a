import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { toItem } from '../../../src/adapters/dynamodb/chat-message-item.ts';
import { documentClient } from '../../../src/adapters/dynamodb/document-client.ts';
import { wireBytes } from '../../../src/adapters/dynamodb/wire-bytes.ts';
import { sampleMessage } from '../../../src/entrypoints/library/testing/sample-message.ts';
import { dynalite } from '../../engines/engines.ts';

const client = documentClient({ ...dynalite.clientConfig, maxAttempts: 1 });
afterAll(() => {
  client.destroy();
});

/** The bytes of the items in the request that the SDK would send. */
async function sent(items: readonly object[]): Promise<number> {
  const puts = items.map((item) => ({ PutRequest: { Item: { ...item } } }));
  const command = new BatchWriteCommand({ RequestItems: { t: puts } });
  let body = '';
  command.middlewareStack.add(
    () => (args) => {
      const { body: bytes } = args.request as { body: string | Uint8Array };
      body = typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes);
      return Promise.resolve({ response: undefined, output: { $metadata: {} } });
    },
    { step: 'deserialize', priority: 'high' },
  );
  await client.send(command);
  const { RequestItems } = JSON.parse(body) as { RequestItems: { t: { PutRequest: { Item: object } }[] } };
  const around = RequestItems.t.map(({ PutRequest }) => JSON.stringify(PutRequest.Item));
  return around.reduce((all, text) => all + Buffer.byteLength(text), 0);
}

/** By how much the estimate may be off: what nulls, commas and empty lists make up. */
const isClose = (estimate: number, real: number) => estimate >= real && estimate <= real * 1.5 + 20;

test('what a message weighs in a request is at least what the SDK sends, and not much more', async () => {
  const item = toItem(sampleMessage());
  expect(isClose(wireBytes(item), await sent([item]))).toBe(true);
});

test('whatever is in it', async () => {
  const scalar = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true, max: 1e15, min: -1e15 }),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array(),
  );
  const name = fc.string({ unit: 'grapheme' }).map((text) => `${text}.`); // not `constructor`
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      scalar,
      fc.array(tie('any')),
      fc.dictionary(name, tie('any'), { noNullPrototype: true }),
    ),
  })).any;
  await fc.assert(
    fc.asyncProperty(value, async (content) => {
      const item = { id: 'msg-1-a', content };
      const [estimate, real] = [wireBytes(item), await sent([item])];
      expect([estimate, real, isClose(estimate, real)]).toEqual([estimate, real, true]);
    }),
    { numRuns: 200 },
  );
});

test('a list of digits weighs more than three times of what it takes as an item', () => {
  expect(wireBytes({ list: Array(1_000).fill(7) })).toBeGreaterThan(9_000);
});
