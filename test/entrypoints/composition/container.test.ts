import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Container, ServiceIdentifier } from 'inversify';
import { DynamoDbResultSink } from '../../../src/adapters/dynamodb/dynamodb-result-sink.ts';
import { QUEUE_OPTIONS } from '../../../src/adapters/event-queue/local-event-queue.ts';
import { JOURNAL_FOLDER } from '../../../src/adapters/filesystem/folder-event-journal.ts';
import { FolderArtifactStore } from '../../../src/adapters/filesystem/folder-artifact-store.ts';
import { HttpOrchestrator } from '../../../src/adapters/http/http-orchestrator.ts';
import { InMemoryChat } from '../../../src/adapters/in-memory/in-memory-chat.ts';
import { LambdaOrchestrator } from '../../../src/adapters/lambda/lambda-orchestrator.ts';
import { NoopResultSink } from '../../../src/adapters/noop/noop-result-sink.ts';
import { UnconfiguredResultSink } from '../../../src/adapters/noop/unconfigured-result-sink.ts';
import { PINO } from '../../../src/adapters/pino/pino-logger.ts';
import { S3ArtifactStore } from '../../../src/adapters/s3/s3-artifact-store.ts';
import { readConfig } from '../../../src/entrypoints/composition/config.ts';
import { createContainer } from '../../../src/entrypoints/composition/container.ts';
import type { Replacements } from '../../../src/entrypoints/composition/lazy-services.ts';
import { startEmbeddedStorage } from '../../../src/entrypoints/composition/modules/embedded-storage.ts';
import { createServerContainer } from '../../../src/entrypoints/composition/server-container.ts';
import * as tokens from '../../../src/entrypoints/composition/tokens.ts';
import { idleJob } from '../../application/idle-job.ts';
import { startLocalServer, type LocalServer } from '../../servers/local-server.ts';

type Roots = Readonly<Record<string, ServiceIdentifier>>;
type Environment = Readonly<Record<string, string>>;

/** Every token there is: one that is added is checked from then on. */
const SERVER_ROOTS: Roots = tokens;
const SERVER_ONLY: readonly ServiceIdentifier[] = [
  tokens.EVENT_JOURNAL,
  tokens.EVENT_QUEUE,
  tokens.ENQUEUE_EVENT,
  tokens.POST_QUERY,
  tokens.CHAT_FEED,
  tokens.TOKEN_VERIFIER,
];
const CORE_ROOTS: Roots = Object.fromEntries(Object.entries(tokens).filter(([, root]) => !SERVER_ONLY.includes(root)));
const ARTIFACT_ROOTS: readonly ServiceIdentifier[] = [tokens.ARTIFACT_STORE, tokens.LOADED_ARTIFACT_STORE];

/** A function has a place for artifacts where one is configured, the server wherever its messages outlive it. */
function withoutArtifacts(roots: Roots): Roots {
  return Object.fromEntries(Object.entries(roots).filter(([, root]) => !ARTIFACT_ROOTS.includes(root)));
}

const QUERY = { query: 'Good morning' };
const OIDC = { OIDC_ISSUER: 'https://issuer.example', OIDC_AUDIENCE: 'chat' };
const invocation = { requestId: 'r', deadline: new Date(Date.now() + 60_000) };

const STORAGES: readonly [name: string, environment: Environment, sink: new (...args: never[]) => unknown][] = [
  ['a table', { AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: 'ChatMessage-abc-NONE' }, DynamoDbResultSink],
  ['no table', {}, UnconfiguredResultSink],
  ['memory', { RESULT_SINK: 'memory' }, InMemoryChat],
  ['none', { RESULT_SINK: 'none' }, NoopResultSink],
];

const ORCHESTRATORS: readonly [name: string, environment: () => Environment][] = [
  ['site screening', () => ({})],
  ['HTTP', () => ({ ORCHESTRATOR_URL: server.url.href })],
  ['Lambda', () => ({ ORCHESTRATOR_FUNCTION_NAME: 'my-orchestrator' })],
];

let server: LocalServer;
const containers: Container[] = [];

beforeAll(async () => {
  // What it answers is right for an HTTP orchestrator and for Lambda's Invoke API.
  server = await startLocalServer((response) =>
    response.end(JSON.stringify({ success: true, message: 'Good morning.' })),
  );
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: server.url.href, // nothing leaves this machine
  });
});

afterEach(async () => {
  for (const container of containers.splice(0)) await container.unbindAllAsync();
});

afterAll(() => server.close());

function configOf(environment: Environment) {
  return readConfig({ LOG_LEVEL: 'silent', ...environment });
}

function coreContainer(environment: Environment, replacements?: Replacements): Container {
  const container = createContainer(configOf(environment), replacements);
  containers.push(container);
  return container;
}

async function serverContainer(environment: Environment, replacements?: Replacements): Promise<Container> {
  const DATA_DIR = path.join(tmpdir(), 'chat-courier-nothing-is-kept');
  const container = await createServerContainer(configOf({ DATA_DIR, ...OIDC, ...environment }), replacements);
  containers.push(container);
  return container;
}

/** Makes the container load what it loads late, by using it. */
async function open(container: Container): Promise<void> {
  await container.get(tokens.LAZY_ORCHESTRATOR).run(QUERY, idleJob);
  const { undelivered } = await container.get(tokens.CHATS).async();
  await undelivered.remove('msg-1-nothing');
  await container.get(tokens.ARTIFACT_STORE, { optional: true })?.get('nothing');
}

/** @throws Error that lists every root that does not resolve */
function assertResolves(container: Container, roots: Roots): void {
  const missing = Object.entries(roots).filter(([, token]) => {
    try {
      return container.get(token) === undefined;
    } catch {
      return true;
    }
  });
  if (missing.length > 0) throw new Error(`does not resolve: ${missing.map(([name]) => name).join(', ')}`);
}

describe.each(STORAGES)('with %s for the messages', (_storage, storage, sink) => {
  test.each(ORCHESTRATORS)('and %s as orchestrator, every root of the core resolves', async (_, orchestrator) => {
    const container = coreContainer({ ...storage, ...orchestrator() });
    await open(container);
    assertResolves(container, withoutArtifacts(CORE_ROOTS));
    expect(container.get(tokens.RESULT_SINK)).toBeInstanceOf(sink);
    expect(container.get(tokens.ARTIFACT_STORE, { optional: true })).toBeUndefined();
  });

  test.each(ORCHESTRATORS)('and %s as orchestrator, every root of the server resolves', async (_, orchestrator) => {
    const container = await serverContainer({ ...storage, ...orchestrator() });
    await open(container);
    assertResolves(container, 'RESULT_SINK' in storage ? withoutArtifacts(SERVER_ROOTS) : SERVER_ROOTS);
  });
});

test('with the embedded engine, every root of the server resolves', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'chat-courier-'));
  const embedded = await startEmbeddedStorage(folder);
  try {
    const container = await serverContainer({}, { storage: () => Promise.resolve(embedded.module) });
    await open(container);
    assertResolves(container, SERVER_ROOTS);
    expect(container.get(tokens.RESULT_SINK)).toBeInstanceOf(DynamoDbResultSink);
  } finally {
    await embedded.stop();
    await rm(folder, { recursive: true });
  }
});

test.each([
  ['HTTP', () => ({ ORCHESTRATOR_URL: server.url.href }), HttpOrchestrator],
  ['Lambda', () => ({ ORCHESTRATOR_FUNCTION_NAME: 'my-orchestrator' }), LambdaOrchestrator],
])('the orchestrator is the configured one: %s', async (_, environment, orchestrator) => {
  const container = coreContainer(environment());
  await open(container);
  expect(container.get(tokens.ORCHESTRATOR)).toBeInstanceOf(orchestrator);
});

describe('the place for artifacts is the configured one', () => {
  const folder = path.join(tmpdir(), 'chat-courier-nothing-is-kept');
  const table = { AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: 'ChatMessage-abc-NONE' };

  test.each<[string, Environment, string, new (...args: never[]) => unknown]>([
    ['a bucket', { ARTIFACT_BUCKET: 'my-bucket' }, 'my-bucket', S3ArtifactStore],
    ['a folder', { ARTIFACT_DIR: folder }, 'local', FolderArtifactStore],
  ])('%s, in a function and in the server', async (_, environment, bucket, store) => {
    const core = coreContainer({ ...table, ...environment });
    const server = await serverContainer({ ...table, ...environment });
    for (const container of [core, server]) {
      expect(container.isBound(tokens.LOADED_ARTIFACT_STORE)).toBe(false);
      expect(container.get(tokens.ARTIFACT_STORE).bucket).toBe(bucket);
      await open(container);
      assertResolves(container, container === core ? CORE_ROOTS : SERVER_ROOTS);
      expect(container.get(tokens.LOADED_ARTIFACT_STORE)).toBeInstanceOf(store);
      expect(container.get(tokens.LOADED_ARTIFACT_STORE).bucket).toBe(bucket);
    }
  });

  test('in the server, unless configured, a folder in DATA_DIR', async () => {
    const DATA_DIR = await mkdtemp(path.join(tmpdir(), 'chat-courier-'));
    try {
      const container = await serverContainer({ ...table, DATA_DIR });
      const object = { contentType: 'text/plain', body: Uint8Array.of(1, 2) };
      await container.get(tokens.ARTIFACT_STORE).put('a/b', object);
      expect(await container.get(tokens.ARTIFACT_STORE).get('a/b')).toEqual(object);
      expect(container.get(tokens.LOADED_ARTIFACT_STORE)).toBeInstanceOf(FolderArtifactStore);
      expect(existsSync(path.join(DATA_DIR, 'artifacts'))).toBe(true);
    } finally {
      await rm(DATA_DIR, { recursive: true });
    }
  });

  test('in the server, where messages are in memory, none: a message holds its own', async () => {
    const container = await serverContainer({ RESULT_SINK: 'memory' });
    expect(container.isBound(tokens.ARTIFACT_STORE)).toBe(false);
  });

  test('S3: uploads have more time than parking, and the tag is that of the messages', async () => {
    const s3 = await startLocalServer((response) => setTimeout(() => response.end(), 1_500));
    const before = process.env['AWS_ENDPOINT_URL'];
    process.env['AWS_ENDPOINT_URL'] = s3.url.href;
    try {
      const container = coreContainer({ ARTIFACT_BUCKET: 'my-bucket', MESSAGE_TTL_DAYS: '30' });
      await container.get(tokens.ARTIFACT_STORE).put('a', {
        contentType: 'text/plain',
        body: Uint8Array.of(1),
        expiresAt: Math.ceil(Date.now() / 1_000) + 86_400,
      });
      expect(s3.requests).toHaveLength(1);
      expect(s3.requests[0]?.headers).toMatchObject({ 'x-amz-tagging': 'chat-courier-ttl-days=30' });
    } finally {
      process.env['AWS_ENDPOINT_URL'] = before;
      await s3.close();
    }
  });
});

describe('the check can fail', () => {
  const table = { AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: 'ChatMessage-abc-NONE' };

  test.each(Object.entries(SERVER_ROOTS))('without a binding of %s', async (name, token) => {
    const container = await serverContainer(table);
    await open(container);
    await container.unbindAsync(token);
    expect(() => {
      assertResolves(container, SERVER_ROOTS);
    }).toThrow(new RegExp(`does not resolve: .*\\b${name}\\b`));
  });

  test.each<[string, ServiceIdentifier, string]>([
    ['the pino that LOGGER needs', PINO, 'LOGGER'],
    ['the options that EVENT_QUEUE needs', QUEUE_OPTIONS, 'EVENT_QUEUE'],
    ['the folder that EVENT_JOURNAL needs', JOURNAL_FOLDER, 'EVENT_JOURNAL'],
  ])('without %s', async (_, token, root) => {
    const container = await serverContainer(table);
    await container.unbindAsync(token);
    expect(() => {
      assertResolves(container, { [root]: SERVER_ROOTS[root] ?? root });
    }).toThrow(`does not resolve: ${root}`);
  });
});

describe('what is not needed is not loaded', () => {
  test('a sync request opens no storage', async () => {
    const container = coreContainer({ RESULT_SINK: 'memory', ORCHESTRATOR_URL: server.url.href });
    const response = await container.get(tokens.HANDLE_REQUEST)(QUERY, invocation);
    expect(response.success).toBe(true);
    expect(container.isBound(tokens.ORCHESTRATOR)).toBe(true);
    expect(container.isBound(tokens.RESULT_SINK)).toBe(false);
  });

  test('a request that is not valid opens nothing', async () => {
    const container = coreContainer({ RESULT_SINK: 'memory' });
    await container.get(tokens.HANDLE_REQUEST)({}, invocation);
    expect(container.isBound(tokens.ORCHESTRATOR)).toBe(false);
    expect(container.isBound(tokens.RESULT_SINK)).toBe(false);
  });
});
