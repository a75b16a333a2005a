import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../../../src/adapters/dynamodb/document-client.ts';
import { DynamoDbChatHistory } from '../../../src/adapters/dynamodb/dynamodb-chat-history.ts';
import { DynamoDbResultSink } from '../../../src/adapters/dynamodb/dynamodb-result-sink.ts';
import type { ChatMessage } from '../../../src/domain/chat-message.ts';
import { sampleMessage } from '../../../src/entrypoints/library/testing/sample-message.ts';
import { statuses } from '../../../src/entrypoints/library/testing/statuses.ts';
import { createTable } from '../../engines/chat-message-table-fixture.ts';
import { describeOn, engines, type Engine } from '../../engines/engines.ts';
import { startBatchProxy, type BatchFaults } from '../../servers/batch-proxy.ts';

/** A sink that reaches the engine through a proxy; `direct` and `history` go around it. */
async function withFaults(engine: Engine, faults: BatchFaults, check: (setting: Setting) => Promise<void>) {
  const table = await createTable(engine);
  const proxy = await startBatchProxy(engine.clientConfig.endpoint as string, faults);
  const client = documentClient({ ...engine.clientConfig, endpoint: proxy.url });
  try {
    await check({
      client,
      tableName: table.tableName,
      sink: new DynamoDbResultSink(client, table.tableName),
      direct: new DynamoDbResultSink(table.client, table.tableName),
      history: new DynamoDbChatHistory(table.client, table.tableName),
      count: (operation) => proxy.operations.filter((one) => one === operation).length,
    });
  } finally {
    client.destroy();
    await proxy.close();
    await table.destroy();
  }
}

interface Setting {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly sink: DynamoDbResultSink;
  readonly direct: DynamoDbResultSink;
  readonly history: DynamoDbChatHistory;
  readonly count: (operation: string) => number;
}

const several = (count: number) => Array.from({ length: count }, (_, n) => sampleMessage({ text: `message ${n}` }));

async function expectStored(history: DynamoDbChatHistory, messages: readonly ChatMessage[]): Promise<void> {
  for (const message of messages) expect(await history.get(message.id)).toEqual(message);
}

for (const engine of engines)
  describeOn(engine, () => {
    test('60 messages are three looks, each right before its put', async () => {
      await withFaults(engine, {}, async ({ sink, history, count }) => {
        const messages = several(60);
        expect(statuses(await sink.deliverAll(messages))).toEqual(Array(60).fill('delivered'));
        await expectStored(history, messages);
        expect([count('BatchGetItem'), count('BatchWriteItem'), count('PutItem')]).toEqual([3, 3, 0]);
      });
    });

    test('a batch whose confirmation is lost was delivered all the same, and once', async () => {
      const losesAnswer = (operation: string, n: number) => operation === 'BatchWriteItem' && n === 0;
      await withFaults(engine, { losesAnswer }, async ({ sink, history, count }) => {
        const messages = several(10);
        expect(statuses(await sink.deliverAll(messages))).toEqual(Array(10).fill('delivered'));
        await expectStored(history, messages);
        expect(count('BatchWriteItem')).toBe(1);
        expect(statuses(await sink.deliverAll(messages))).toEqual(Array(10).fill('already-delivered'));
      });
    });

    test('what comes back unprocessed is tried again, until all is there', async () => {
      const [leavesPut, leavesKey] = [
        (id: string, n: number) => n < 4 && id.charCodeAt(id.length - 1) % 2 === n % 2,
        (id: string, n: number) => n === 0 && id.charCodeAt(id.length - 1) % 3 === 0,
      ];
      await withFaults(engine, { leavesPut, leavesKey }, async ({ sink, history, count }) => {
        const messages = several(30);
        expect(statuses(await sink.deliverAll(messages))).toEqual(Array(30).fill('delivered'));
        await expectStored(history, messages);
        expect(count('BatchWriteItem')).toBeGreaterThan(2);
        expect(count('PutItem')).toBe(0);
      });
    });

    test('what always comes back is given up after a bounded number of tries, and the rest is there', async () => {
      const messages = several(30);
      const cold = new Set([messages[3]?.id, messages[28]?.id]);
      await withFaults(engine, { leavesPut: (id) => cold.has(id) }, async ({ sink, history, count }) => {
        const results = await sink.deliverAll(messages);
        const expected = messages.map(({ id }) => (cold.has(id) ? 'throttled' : 'delivered'));
        expect(statuses(results)).toEqual(expected);
        expect(results[3]).toMatchObject({ message: expect.stringContaining('left unprocessed') as unknown });
        await expectStored(
          history,
          messages.filter(({ id }) => !cold.has(id)),
        );
        for (const id of cold) expect(await history.get(id ?? '')).toBeUndefined();
        expect([count('BatchGetItem'), count('BatchWriteItem')]).toEqual([20, 20]);
      });
    });

    test('what somebody else finishes while objects are uploaded is left alone', async () => {
      const [small, large] = [sampleMessage(), sampleMessage({ text: 'x'.repeat(500_000) })];
      const answer = { ...small, text: 'the answer' };
      await withFaults(engine, {}, async ({ client, tableName, history }) => {
        const direct = new DynamoDbResultSink(client, tableName);
        const put = async () => {
          expect((await direct.deliver(answer)).status).toBe('delivered');
        };
        const store = { bucket: 'bucket-1', put, get: () => Promise.resolve(undefined) };
        const results = await new DynamoDbResultSink(client, tableName, { store }).deliverAll([small, large]);
        expect(statuses(results)).toEqual(['already-delivered', 'delivered']);
        expect(await history.get(small.id)).toEqual(answer);
      });
    });

    test('messages of failures are put on their own, with a condition', async () => {
      const failures = several(3).map((message) => ({ ...message, metadata: { error: { code: 'job-timeout' } } }));
      await withFaults(engine, {}, async ({ sink, history, count }) => {
        expect(statuses(await sink.deliverAll(failures))).toEqual(Array(3).fill('delivered'));
        await expectStored(history, failures);
        expect([count('BatchGetItem'), count('BatchWriteItem'), count('PutItem')]).toEqual([0, 0, 3]);
      });
    });

    test('what somebody else finishes during the pause is left alone', async () => {
      const [message, other] = several(2) as [ChatMessage, ChatMessage];
      const theirs = { ...message, text: 'finished meanwhile' };
      let finish: () => Promise<unknown> = () => Promise.resolve();
      const leavesPut = async (id: string, n: number) => {
        if (n > 0 || id !== message.id) return false;
        await finish();
        return true;
      };
      await withFaults(engine, { leavesPut }, async ({ sink, direct, history }) => {
        finish = () => direct.deliver(theirs);
        expect(statuses(await sink.deliverAll([message, other]))).toEqual(['already-delivered', 'delivered']);
        await expectStored(history, [theirs, other]);
      });
    });

    test('when the time is up during a pause, the rest is out of time, and nothing more is asked', async () => {
      const messages = several(3);
      const limit = new AbortController();
      const leavesPut = (id: string, n: number) => {
        if (n === 1)
          setTimeout(() => {
            limit.abort();
          }, 20);
        return id === messages[1]?.id;
      };
      await withFaults(engine, { leavesPut }, async ({ sink, history, count }) => {
        const results = await sink.deliverAll(messages, limit.signal);
        expect(statuses(results)).toEqual(['delivered', 'out-of-time', 'delivered']);
        const asked = count('BatchWriteItem');
        await new Promise((resolve) => setTimeout(resolve, 500));
        expect(count('BatchWriteItem') - asked).toBeLessThanOrEqual(1); // one may have been under way
        await expectStored(
          history,
          messages.filter((_, n) => n !== 1),
        );
      });
    });

    test.each([
      ['of a key that DynamoDB refuses', { id: `msg-1-${'a'.repeat(3_000)}` }, 'invalid-item'],
      ['of a size that nothing makes fit', { text: randomBytes(900_000).toString('latin1') }, 'too-large'],
      ['of a depth that nobody can read', { metadata: nested(20_000) }, 'invalid-item'],
    ])('a message %s keeps none of its neighbours from being delivered', async (_, fields, code) => {
      await withFaults(engine, {}, async ({ sink, history }) => {
        const messages = several(25);
        const bad = sampleMessage(fields);
        const results = await sink.deliverAll([...messages.slice(0, 12), bad, ...messages.slice(12)]);
        const expected = Array<string>(25).fill('delivered').toSpliced(12, 0, code);
        expect(statuses(results)).toEqual(expected);
        await expectStored(history, messages);
        expect(await history.get(bad.id).catch(() => undefined)).toBeUndefined(); // the key cannot be asked for either
      });
    });

    test.each(['BatchGetItem', 'BatchWriteItem'])(
      'without the permission for %s it is done one by one',
      async (denied) => {
        await withFaults(engine, { denies: (operation) => operation === denied }, async ({ sink, direct, history }) => {
          const [there, ...messages] = several(30) as [ChatMessage, ...ChatMessage[]];
          await direct.deliver(there);
          const results = await sink.deliverAll([...messages, { ...there, text: 'another' }]);
          expect(statuses(results)).toEqual([...Array<string>(29).fill('delivered'), 'already-delivered']);
          await expectStored(history, [there, ...messages]);
        });
      },
    );

    test('without any permission each message says so', async () => {
      await withFaults(engine, { denies: () => true }, async ({ sink }) => {
        expect(statuses(await sink.deliverAll(several(3)))).toEqual(Array(3).fill('permission-denied'));
      });
    });

    test('a table that is not there is told for each message, by one request for 25', async () => {
      await withFaults(engine, {}, async ({ client, count }) => {
        const results = await new DynamoDbResultSink(client, 'no-such-table').deliverAll(several(30));
        expect(statuses(results)).toEqual(Array(30).fill('table-not-found'));
        expect([count('BatchGetItem'), count('BatchWriteItem'), count('PutItem')]).toEqual([2, 0, 0]);
      });
    });
  });

function nested(depth: number): Record<string, unknown> {
  let value: Record<string, unknown> = {};
  for (let level = 0; level < depth; level++) value = { value };
  return value;
}
