import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { fromItem } from '../../../../src/adapters/dynamodb/chat-message-item.ts';
import { DynamoDbChatHistory } from '../../../../src/adapters/dynamodb/dynamodb-chat-history.ts';
import { DynamoDbResultSink } from '../../../../src/adapters/dynamodb/dynamodb-result-sink.ts';
import { itemBytes, MAX_ITEM_BYTES } from '../../../../src/adapters/dynamodb/item-bytes.ts';
import { packMessage, type Packing } from '../../../../src/adapters/dynamodb/packing/pack-message.ts';
import type { ArtifactStore, StoredObject } from '../../../../src/application/ports/artifact-store.ts';
import { unpackMessage } from '../../../../src/application/unpack-message.ts';
import type { ChatMessage } from '../../../../src/domain/chat-message.ts';
import type { Artifact } from '../../../../src/domain/orchestrator-response.ts';
import { sampleMessage } from '../../../../src/entrypoints/library/testing/sample-message.ts';
import { createTable, type TableFixture } from '../../../engines/chat-message-table-fixture.ts';
import { describeOn, engines } from '../../../engines/engines.ts';

/** Counts what it is given. */
function countingStore() {
  const objects = new Map<string, StoredObject>();
  const store: ArtifactStore = {
    bucket: 'bucket-1',
    put: (key, object) => {
      objects.set(key, object);
      return Promise.resolve();
    },
    get: (key) => Promise.resolve(objects.get(key)),
  };
  return { store, objects };
}

/** Letters that no compression makes fewer by much. */
const noise = (length: number) => randomBytes(length).toString('base64').slice(0, length);

const artifact = (data: unknown, type = 'map'): Artifact => ({ type, data });

async function there(message: ChatMessage, packing: Packing = {}) {
  const { item, bytes } = await packMessage(message, packing);
  expect(bytes).toBe(itemBytes(item));
  expect(bytes).toBeLessThanOrEqual(MAX_ITEM_BYTES);
  const stored = fromItem({ ...item });
  const back = await unpackMessage(stored, async ({ key }) => (await packing.store?.get(key))?.body);
  return { item, bytes, stored, back };
}

describe('what fits is stored plainly', () => {
  test('up to the last byte', async () => {
    const empty = sampleMessage({ artifacts: [artifact('')], thoughtSteps: [], metadata: {} });
    const room = MAX_ITEM_BYTES - (await there(empty)).bytes;
    const full = { ...empty, artifacts: [artifact('x'.repeat(room))] };
    const { store, objects } = countingStore();
    expect((await there(full, { store })).item.artifacts).toEqual(full.artifacts);
    expect((await there(full)).bytes).toBe(MAX_ITEM_BYTES);

    const over = { ...empty, artifacts: [artifact('x'.repeat(room + 1))] };
    expect((await there(over)).item.artifacts).toEqual([
      {
        type: 'map',
        encoding: 'gzip',
        data: expect.any(Uint8Array) as unknown,
        bytes: JSON.stringify(over.artifacts[0]).length,
      },
    ]);
    expect(objects.size).toBe(0);
    await there(over, { store });
    expect(objects.size).toBe(1);
  });
});

describe('what does not fit', () => {
  test('the largest artifacts go to the store, the others stay', async () => {
    const { store, objects } = countingStore();
    const artifacts = [artifact('a'.repeat(100_000)), artifact('b'.repeat(300_000)), artifact('c'.repeat(200_000))];
    const message = sampleMessage({ artifacts });
    const { item, back } = await there(message, { store });
    expect(item.artifacts).toEqual([
      artifacts[0],
      {
        type: 's3_reference',
        bucket: 'bucket-1',
        key: expect.stringMatching(`^chatSessionArtifacts/${message.chatSessionId}/${message.id}/[0-9a-f]{64}\\.json$`),
        size: JSON.stringify(artifacts[1]).length,
        contentType: 'application/json',
        originalType: 'map',
        uploadedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        chatSessionId: message.chatSessionId,
      },
      artifacts[2],
    ]);
    expect([...objects.values()].map(({ contentType }) => contentType)).toEqual(['application/json']);
    expect(back).toEqual(message);
  });

  test('a second try stores the same objects', async () => {
    const { store, objects } = countingStore();
    const message = sampleMessage({ artifacts: [artifact(noise(500_000)), artifact(noise(600_000))] });
    await there(message, { store });
    const keys = [...objects.keys()];
    await there(message, { store });
    expect([...objects.keys()]).toEqual(keys);
    expect(keys).toHaveLength(2);
  });

  test.each<[what: string, parts: Partial<ChatMessage>]>([
    [
      'thought steps',
      {
        thoughtSteps: Array.from({ length: 9_000 }, (_, step) => ({ step, action: 'Look', reasoning: 'x'.repeat(50) })),
      },
    ],
    ['metadata', { metadata: { executionTime: 1, toolsUsed: [], log: 'x'.repeat(500_000) } }],
    ['a text', { text: 'größe 日本 🚚 '.repeat(40_000) }],
    ['thousands of small artifacts', { artifacts: Array.from({ length: 20_000 }, (_, data) => artifact(data)) }],
    [
      'all at once',
      {
        text: 'x'.repeat(450_000),
        metadata: { log: ['y'.repeat(450_000)] },
        thoughtSteps: [{ step: 1, action: 'z'.repeat(450_000), reasoning: '' }],
        artifacts: [artifact('a'.repeat(450_000)), ...Array.from({ length: 5_000 }, (_, data) => artifact({ data }))],
      },
    ],
  ])('%s, compressed and in a store', async (_what, parts) => {
    const message = sampleMessage({ artifacts: [], ...parts });
    expect((await there(message)).back).toEqual(message);
    const { store, objects } = countingStore();
    expect((await there(message, { store })).back).toEqual(message);
    expect(objects.size).toBeGreaterThan(0);
  });

  test('a reader that knows nothing of packing sees the beginning of a text', async () => {
    const { item } = await there(sampleMessage({ text: `Hello ${'x'.repeat(500_000)}` }));
    expect(item.content.text).toMatch(/^Hello x{994} …$/);
  });

  test('without a store, what cannot be compressed enough is refused', async () => {
    const message = sampleMessage({ artifacts: [artifact(noise(700_000))] });
    await expect(packMessage(message, {})).rejects.toMatchObject({
      code: 'too-large',
      remedy: expect.stringContaining('ARTIFACT_BUCKET') as unknown,
    });
  });

  test('what the store cannot take is an error, and there is no item', async () => {
    const store = { ...countingStore().store, put: () => Promise.reject(new Error('down')) };
    await expect(packMessage(sampleMessage({ artifacts: [artifact(noise(700_000))] }), { store })).rejects.toThrow(
      'down',
    );
  });
});

describe('on request', () => {
  const message = sampleMessage({
    artifacts: [artifact('x'.repeat(900)), artifact('y'.repeat(1_100)), artifact(noise(1_100))],
  });

  test('artifacts over the threshold are compressed, if that is smaller', async () => {
    const { item, back } = await there(message, { compressOverBytes: 1_000 });
    expect(item.artifacts.map(({ encoding }) => encoding)).toEqual([undefined, 'gzip', 'gzip']);
    expect(back).toEqual(message);

    const small = sampleMessage({ artifacts: [artifact('x')] });
    expect((await there(small, { compressOverBytes: 0 })).item.artifacts).toEqual(small.artifacts);
  });

  test('or go to the store, if they are over both', async () => {
    const { store, objects } = countingStore();
    const { back } = await there(message, { store, compressOverBytes: 500, offloadOverBytes: 1_000 });
    expect(objects.size).toBe(2);
    expect(back).toEqual(message);
  });
});

describe('what only looks packed stays what it is', () => {
  test.each<[what: string, parts: (message: ChatMessage) => Partial<ChatMessage>]>([
    ['a compressed artifact', () => ({ artifacts: [{ type: 'map', encoding: 'gzip', data: 'AAAA', bytes: 3 }] })],
    ['an artifact as JSON', () => ({ artifacts: [{ type: 'map', encoding: 'json', data: '[1, 2]' }] })],
    [
      'a reference to its own place',
      ({ chatSessionId, id }) => ({
        artifacts: [{ type: 's3_reference', data: 1, key: `chatSessionArtifacts/${chatSessionId}/${id}/made-up.json` }],
      }),
    ],
    ['a step', () => ({ thoughtSteps: [{ step: 1, action: '', reasoning: '', encoding: 'json', data: '"x"' }] })],
    ['metadata', () => ({ metadata: { encoding: 'json', data: '{}' } })],
    ['metadata with a text', () => ({ metadata: { packedText: { encoding: 'json', data: '"other"' } } })],
    ['metadata with a plain text', () => ({ metadata: { packedText: 'mine' } })],
  ])('%s', async (_what, parts) => {
    const base = sampleMessage({ artifacts: [] });
    const message = { ...base, ...parts(base) };
    const { store } = countingStore();
    expect((await there(message)).back).toEqual(message);
    expect((await there({ ...message, text: 'x'.repeat(500_000) }, { store })).back.metadata).toEqual(message.metadata);
  });

  test('a reference to somebody else’s place is content, and is not followed', async () => {
    const theirs = { type: 's3_reference', data: null, key: 'chatSessionArtifacts/other/msg-1-a/secret.json', size: 1 };
    const message = sampleMessage({ artifacts: [theirs] });
    const { stored } = await there(message);
    expect(stored.artifacts).toEqual([theirs]);
    const followed: string[] = [];
    await unpackMessage(stored, ({ key }) => {
      followed.push(key);
      return Promise.resolve(undefined);
    });
    expect(followed).toEqual([]);
  });
});

const special = fc.oneof(
  fc.constantFrom<unknown>(
    '\ud800',
    { '': 1 },
    { '\udc00': 1 },
    2 ** 53 + 2,
    -1e300,
    5e-324,
    1e-131,
    {
      ['__proto__']: [],
    },
    { constructor: 1 },
    { hasOwnProperty: { toJSON: 1, then: 2 } },
  ),
  fc.constantFrom<unknown>(
    { encoding: 'json', data: '1' },
    { type: 's3_reference' },
    { packedText: { encoding: 'json', data: '"a"' } },
  ),
  fc.integer({ min: 1, max: 120 }).map((levels) => {
    let value: unknown = 'deep';
    for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { value };
    return value;
  }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    { weight: 3, arbitrary: fc.jsonValue() },
    { weight: 3, arbitrary: special },
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'binary', maxLength: 5 }), tie('value'), { maxKeys: 4 }),
  ),
}));
const throughText = (json: unknown) => JSON.parse(JSON.stringify(json)) as never;
const message = fc
  .record({
    text: fc.string({ unit: 'binary' }),
    artifacts: fc.array(fc.record({ type: fc.string({ unit: 'binary' }), data: value }), { maxLength: 3 }),
    thoughtSteps: fc.array(fc.record({ step: fc.nat(), action: fc.string(), reasoning: fc.string(), result: value }), {
      maxLength: 3,
    }),
    metadata: fc.dictionary(fc.string(), value, { maxKeys: 3 }),
  })
  .map((parts) => sampleMessage(throughText(parts)));

for (const engine of engines) {
  describeOn(engine, () => {
    let table: TableFixture;
    beforeAll(async () => {
      table = await createTable(engine);
    });
    afterAll(() => table.destroy());

    test.each<[how: string, packing: Packing]>([
      ['plainly', {}],
      ['compressed', { compressOverBytes: 0 }],
      ['elsewhere', { store: countingStore().store, offloadOverBytes: 0 }],
    ])(
      'any JSON value comes back equal, stored %s',
      async (_how, packing) => {
        const sink = new DynamoDbResultSink(table.client, table.tableName, packing);
        const history = new DynamoDbChatHistory(table.client, table.tableName, packing);
        await fc.assert(
          fc.asyncProperty(message, async (delivered) => {
            await sink.deliver(delivered);
            expect(await history.get(delivered.id)).toStrictEqual(delivered);
          }),
          { numRuns: 60 },
        );
      },
      120_000,
    );

    test('an artifact that cannot be held natively leaves the others plain', async () => {
      const plain = artifact({ rows: [1, 2] }, 'table');
      const delivered = sampleMessage({ artifacts: [plain, artifact({ '': 2 ** 60 })] });
      await new DynamoDbResultSink(table.client, table.tableName).deliver(delivered);
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.tableName, Key: { id: delivered.id } }),
      );
      expect(Item?.['artifacts']).toEqual([
        plain,
        { type: 'map', encoding: 'json', data: JSON.stringify({ type: 'map', data: { '': 2 ** 60 } }) },
      ]);
    });

    test('what JSON makes of a value is what is delivered', async () => {
      const odd = {
        at: new Date(0),
        sizes: [NaN, Infinity, -0],
        none: undefined,
        made: new (class Site {
          name = 'Here';
        })(),
      };
      const delivered = sampleMessage({ artifacts: [artifact(odd)] });
      await new DynamoDbResultSink(table.client, table.tableName).deliver(delivered);
      const history = new DynamoDbChatHistory(table.client, table.tableName);
      expect((await history.get(delivered.id))?.artifacts).toEqual([
        artifact({ at: '1970-01-01T00:00:00.000Z', sizes: [null, null, 0], made: { name: 'Here' } }),
      ]);
    });
  });
}
