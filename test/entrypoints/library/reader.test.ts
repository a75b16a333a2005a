import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { build } from 'esbuild';
import { DynamoDbResultSink } from '../../../src/adapters/dynamodb/dynamodb-result-sink.ts';
import type { Packing } from '../../../src/adapters/dynamodb/packing/pack-message.ts';
import { FolderArtifactStore } from '../../../src/adapters/filesystem/folder-artifact-store.ts';
import { completeAnswer } from '../../../src/domain/chat-message.ts';
import type { OrchestratorResponse } from '../../../src/domain/orchestrator-response.ts';
import { readResponse, type ReadOptions } from '../../../src/entrypoints/library/reader.ts';
import { createTable, type TableFixture } from '../../engines/chat-message-table-fixture.ts';
import { dynalite } from '../../engines/engines.ts';
import { listening, type Listening } from '../../servers/listening.ts';

const RESPONSE: OrchestratorResponse = {
  success: true,
  message: 'Windy. \ud800 größe 日本',
  artifacts: [
    { type: 'map', data: { rows: Array.from({ length: 500 }, (_, row) => [row, row / 3]) } },
    { type: 'odd', data: { '': 2 ** 60, deep: JSON.parse('['.repeat(50) + ']'.repeat(50)) as unknown } },
    { type: 'image', data: 'x'.repeat(600_000), actions: [{ label: 'Again', query: 'again' }] },
  ],
  thoughtSteps: [{ step: 1, action: 'Look', reasoning: 'Because', result: { '': 1 } }],
  metadata: { executionTime: 5, toolsUsed: ['a'], list: [null, true] },
  responseComplete: true,
};

const RECIPIENT = { sessionId: 'session-1', userId: 'user-1' };
const NOW = new Date('2026-01-31T12:00:00.000Z');
const folder = await mkdtemp(join(tmpdir(), 'artifacts-'));
const store = new FolderArtifactStore(folder);

/** What AppSync makes of an item for a model with `a.json()` fields: binary attributes in base64, JSON as text. */
function throughAppSync(item: Record<string, unknown>) {
  const text = (value: unknown) =>
    JSON.stringify(value, (_key, field: unknown) =>
      field instanceof Uint8Array ? Buffer.from(field).toString('base64') : field,
    );
  const { id, chatSessionId, owner, role, content, responseComplete, artifacts, thoughtSteps, metadata } = item;
  return {
    ...{ id, chatSessionId, owner, role, content, responseComplete, deadlineAt: null, expiresAt: null },
    artifacts: (artifacts as unknown[]).map(text),
    thoughtSteps: (thoughtSteps as unknown[]).map(text),
    metadata: text(metadata),
    createdAt: item['createdAt'],
    updatedAt: item['updatedAt'],
  };
}

let table: TableFixture;
let objects: Listening;
beforeAll(async () => {
  table = await createTable(dynalite);
  const server = createServer((request, response) => {
    void store.get(decodeURIComponent(request.url?.slice(1) ?? '')).then((object) => {
      response.statusCode = object ? 200 : 404;
      response.setHeader('content-encoding', 'gzip');
      response.end(object?.body);
    });
  });
  objects = await listening(server);
});
afterAll(async () => {
  await objects.close();
  await table.destroy();
  await rm(folder, { recursive: true, maxRetries: 5 });
});

async function stored(response: OrchestratorResponse, packing: Packing, number: number, ttlDays?: number) {
  const identity = { id: `msg-${NOW.getTime()}-${number}`, createdAt: NOW };
  const message = completeAnswer(identity, RECIPIENT, response, NOW, ttlDays);
  await new DynamoDbResultSink(table.client, table.tableName, packing).deliver(message);
  const { Item } = await table.client.send(new GetCommand({ TableName: table.tableName, Key: { id: message.id } }));
  return Item as Record<string, unknown>;
}

const presigned: ReadOptions = { resolve: ({ key }) => fetch(`${objects.origin}/${encodeURIComponent(key)}`) };
const client: ReadOptions = { resolve: async ({ key }) => (await store.get(key))?.body as Uint8Array<ArrayBuffer> };

describe.each<[how: string, packing: Packing, options: ReadOptions]>([
  ['compressed', {}, {}],
  ['all compressed', { compressOverBytes: 0 }, {}],
  ['elsewhere, by presigned URLs', { store, offloadOverBytes: 0 }, presigned],
  ['elsewhere, by a storage client', { store }, client],
])('a response that is stored %s', (_how, packing, options) => {
  test('is read from the item', async () => {
    expect(await readResponse(await stored(RESPONSE, packing, 1), options)).toStrictEqual(RESPONSE);
  });

  test('is read from what AppSync returns', async () => {
    expect(await readResponse(throughAppSync(await stored(RESPONSE, packing, 2)), options)).toStrictEqual(RESPONSE);
  });

  test('is read when it tells of a failure', async () => {
    const failure = { ...RESPONSE, success: false };
    expect(await readResponse(await stored(failure, packing, 3), options)).toStrictEqual(failure);
  });
});

test('a message of the server’s API is read', async () => {
  const message = completeAnswer({ id: 'msg-1-a', createdAt: NOW }, RECIPIENT, RESPONSE, NOW);
  expect(await readResponse({ ...message })).toStrictEqual(RESPONSE);
});

test('without a resolver references stay where they are', async () => {
  const item = await stored(RESPONSE, { store }, 4);
  const { artifacts } = (await readResponse(item)) ?? {};
  expect(artifacts?.[2]).toEqual({
    ...{ type: 's3_reference', bucket: 'local', originalType: 'image', contentType: 'application/json' },
    ...{ chatSessionId: 'session-1', size: JSON.stringify(RESPONSE.artifacts[2]).length },
    key: expect.stringContaining('chatSessionArtifacts/session-1/') as unknown,
    uploadedAt: expect.stringContaining('T') as unknown,
  });
  expect(artifacts?.slice(0, 2)).toEqual(RESPONSE.artifacts.slice(0, 2));
});

test('an object that cannot be fetched is an error', async () => {
  const item = await stored(RESPONSE, { store }, 5);
  const resolve = () => fetch(`${objects.origin}/no-such-object`);
  await expect(readResponse(item, { resolve })).rejects.toThrow('HTTP status 404');
});

test('what has expired is not read', async () => {
  const item = await stored(RESPONSE, { store }, 6, 1);
  expect(await readResponse(item, { ...client, now: new Date('2026-02-01T11:59:59.000Z') })).toStrictEqual(RESPONSE);
  expect(await readResponse(item, { ...client, now: new Date('2026-02-01T12:00:01.000Z') })).toBeUndefined();
});

test('an app’s own message without artifacts is read', async () => {
  const item = { id: '1', content: { text: 'Hello' }, artifacts: null, thoughtSteps: null, metadata: null };
  expect(await readResponse(item)).toMatchObject({ message: 'Hello', artifacts: [], thoughtSteps: [], metadata: {} });
});

test('its bundle runs in browsers: it holds nothing of Node or the AWS SDK', async () => {
  const { metafile, outputFiles } = await build({
    ...{ entryPoints: ['src/entrypoints/library/reader.ts'], bundle: true, minify: true },
    ...{ platform: 'browser', format: 'esm', write: false, metafile: true },
  });
  const packages = Object.keys(metafile.inputs).flatMap(
    (file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [],
  );
  expect([...new Set(packages)].sort()).toEqual(['@discoveryjs/json-ext', 'p-map']);
  expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([]);
  expect(outputFiles[0]?.contents.length).toBeLessThan(30_000);
});
