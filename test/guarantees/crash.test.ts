import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { startEmbeddedDynamoDb } from '../../src/adapters/embedded-dynamodb/embedded-dynamodb.ts';
import { documentClient } from '../../src/adapters/dynamodb/document-client.ts';
import { cleanUp, newDataDir, startServerProcess, type ServerProcess } from '../end-to-end/server-process.ts';
import { until } from '../end-to-end/until.ts';
import { createTable } from '../engines/chat-message-table-fixture.ts';
import { dynalite } from '../engines/engines.ts';
import { listening, type Listening } from '../servers/listening.ts';
import { between, newSeed, seeded, type Random } from './random.ts';
import { everyItem, type SeenItem } from './seen.ts';

/** A job that the server said it had accepted. */
interface Accepted {
  readonly query: string;
  readonly sessionId: string;
  /** Known where the plain API took the job. */
  readonly messageId?: string;
}

/** How often the server was ended how. */
type Ends = Readonly<Record<'SIGKILL' | 'SIGTERM', number>>;

interface Siege {
  readonly environment: Readonly<Record<'DATA_DIR', string>>;
  /** The server is ended again and again until it has accepted so many jobs. */
  readonly jobs: number;
  readonly random: Random;
}

/** Of each job, as the server is told. */
const TRIES = 3;

let orchestrator: Listening;
let asked: number;

beforeEach(async () => {
  asked = 0;
  const server = createServer((request, response) => {
    asked++;
    void json(request).then(async (body) => {
      const { query } = body as { query: string };
      await wait(20 + Math.random() * 200);
      response.end(JSON.stringify({ success: true, message: `Answer to ${query}` }));
    });
  });
  orchestrator = await listening(server);
});
afterEach(async () => {
  await cleanUp();
  await orchestrator.close();
});

test('kill -9 and SIGTERM at any moment of 200 accepted jobs: each ends in exactly one message', async () => {
  const seed = newSeed();
  const table = await createTable(dynalite);
  const DATA_DIR = await newDataDir();
  const environment = {
    ...settings(DATA_DIR),
    ...dynalite.environment,
    AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: table.tableName,
  };
  const { accepted, unknown, spent, ends } = await besiege({ environment, jobs: 200, random: seeded(seed) });
  const items = await everyItem(table.client, table.tableName);
  await table.destroy();
  expectOneMessagePerJob(items, accepted, unknown, spent);
  summary(`table of its own, seed ${seed}`, accepted, unknown, ends, items);
}, 180_000);

test('the same over the embedded engine, which dies with the server', async () => {
  const seed = newSeed();
  const DATA_DIR = await newDataDir();
  const environment = settings(DATA_DIR);
  const { accepted, unknown, spent, ends } = await besiege({ environment, jobs: 60, random: seeded(seed) });
  const engine = await startEmbeddedDynamoDb(path.join(DATA_DIR, 'dynamodb'), []);
  const client = documentClient(engine.clientConfig);
  const items = await everyItem(client, 'ChatMessage-local-NONE');
  client.destroy();
  await engine.close();
  expectOneMessagePerJob(items, accepted, unknown, spent);
  summary(`embedded engine, seed ${seed}`, accepted, unknown, ends, items);
}, 180_000);

function settings(DATA_DIR: string) {
  const QUEUE_RETRY_DELAYS_MS = '1000,5000';
  return { DATA_DIR, ORCHESTRATOR_URL: orchestrator.origin, LOG_LEVEL: 'error', QUEUE_RETRY_DELAYS_MS };
}

/** Sends jobs to a server that is ended at random moments and started again, and lets the last one finish its work. */
async function besiege({ environment, jobs, random }: Siege) {
  const { DATA_DIR } = environment;
  const accepted: Accepted[] = [];
  /** What nobody knows the fate of: the connection broke before the server had said anything. */
  const unknown: string[] = [];
  /** The jobs whose last try a SIGKILL ended, as the journal says: they alone may fail. */
  const spent = new Set<string>();
  const ends = { SIGKILL: 0, SIGTERM: 0 };
  let server: ServerProcess;
  let url: string | undefined;
  let number = 0;
  let over = false;

  async function start(): Promise<void> {
    server = startServerProcess(environment);
    url = await server.ready();
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    ends[signal]++;
    server.signal(signal);
    const code = await server.exited;
    url = undefined;
    if (signal === 'SIGKILL') for (const query of await spentIn(DATA_DIR)) spent.add(query);
    if (signal === 'SIGTERM') expect({ code, ...server.output }).toMatchObject({ code: 0, stderr: '' });
  }

  async function keepSending(): Promise<void> {
    while (accepted.length < jobs && !over) {
      const query = `question ${number++}`;
      if (random() < 0.5) await sendEvent(query);
      else await sendMessage(query);
      await wait(between(random, 0, 150));
    }
  }

  /** An event that names itself may be sent until it is accepted. */
  async function sendEvent(query: string): Promise<void> {
    const sessionId = `event-session-${query}`;
    const submittedAt = new Date().toISOString();
    const event = { query, sessionId, userId: 'user-1', requestId: randomUUID(), submittedAt };
    const headers = { 'x-amz-invocation-type': 'Event' };
    while (!over) {
      const response = await post('/2015-03-31/functions/renewableOrchestrator/invocations', event, headers);
      if (response?.status === 202) {
        accepted.push({ query, sessionId });
        return;
      }
      await wait(20);
    }
  }

  async function sendMessage(query: string): Promise<void> {
    const sessionId = `session-${query.length}`;
    const response = await post(`/api/sessions/${sessionId}/messages`, { query }, { 'x-user-id': 'user-1' });
    const body = (await response?.json().catch(() => undefined)) as { messageId: string } | undefined;
    if (response?.status === 202 && body) accepted.push({ query, sessionId, messageId: body.messageId });
    else unknown.push(query);
  }

  /** Undefined if the connection broke. Asks again as long as nobody listens. */
  async function post(path: string, body: object, headers: Readonly<Record<string, string>>) {
    const options = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
    while (!over) {
      const base = url;
      try {
        if (base !== undefined) return await fetch(`${base}${path}`, { ...options, body: JSON.stringify(body) });
      } catch (error) {
        if ((error as { cause?: NodeJS.ErrnoException }).cause?.code !== 'ECONNREFUSED') return undefined;
      }
      await wait(20);
    }
    return undefined;
  }

  try {
    await start();
    const sending = Promise.all(Array.from({ length: 6 }, keepSending));
    while (accepted.length < jobs) {
      await wait(between(random, 0, 500));
      await end(random() < 0.25 ? 'SIGTERM' : 'SIGKILL');
      await start();
    }
    await sending;
    await end('SIGKILL');
    await start();
    await until(async () => ((await eventsIn(DATA_DIR)).length === 0 ? true : undefined));
    await end('SIGTERM');
    return { accepted, unknown, spent, ends };
  } finally {
    over = true;
  }
}

/** The accepted events whose jobs have not ended. */
async function eventsIn(dataDir: string): Promise<string[]> {
  const folder = path.join(dataDir, 'events');
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // nothing was accepted yet
    throw error;
  });
  return names.filter((name) => name.endsWith('.json')).map((name) => path.join(folder, name));
}

/** The queries of those whose tries have all begun. */
async function spentIn(dataDir: string): Promise<string[]> {
  const texts = await Promise.all((await eventsIn(dataDir)).map((file) => readFile(file, 'utf8')));
  const events = texts.map((text) => JSON.parse(text) as { tries: number; event: { query: string } });
  return events.filter(({ tries }) => tries === TRIES).map(({ event }) => event.query);
}

function expectOneMessagePerJob(
  items: readonly SeenItem[],
  accepted: readonly Accepted[],
  unknown: readonly string[],
  spent: ReadonlySet<string>,
): void {
  const answers = items.filter(({ role }) => role === 'ai');
  expect(answers.filter(({ responseComplete }) => !responseComplete)).toEqual([]);
  for (const { query, sessionId, messageId } of accepted) {
    const own = answers.filter(
      (item) => item.id === messageId || (messageId === undefined && item.chatSessionId === sessionId),
    );
    expect({ query, answers: own.map(inWords) }).toEqual({ query, answers: [expect.stringMatching(OUTCOME)] });
    const [text = ''] = own.map(inWords);
    expect(text).toBe(text === 'tries-exhausted' && spent.has(query) ? text : `Answer to ${query}`);
    expect(own[0]).toMatchObject({ chatSessionId: sessionId, owner: 'user-1' });
  }
  // Whether a job of unknown fate was accepted, the chat says: its question is there.
  const texts = answers.map(inWords).filter((text) => text !== 'tries-exhausted');
  expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  expect(answers.length).toBeGreaterThanOrEqual(accepted.length);
  expect(answers.length).toBeLessThanOrEqual(accepted.length + unknown.length);
}

const OUTCOME = /^(Answer to question \d+|tries-exhausted)$/;

function inWords({ content, metadata }: SeenItem): string {
  return metadata.error?.code ?? content.text;
}

function summary(
  where: string,
  accepted: readonly Accepted[],
  unknown: readonly string[],
  ends: Ends,
  items: readonly SeenItem[],
): void {
  const answers = items.filter(({ role }) => role === 'ai');
  const exhausted = answers.filter((item) => inWords(item) === 'tries-exhausted').length;
  const orphans = items.filter(
    ({ role, content }) =>
      role === 'human' && !answers.some((answer) => inWords(answer) === `Answer to ${content.text}`),
  ).length;
  process.stdout.write(
    `\n${where}: ${accepted.length} jobs accepted (${accepted.filter(({ messageId }) => messageId).length} messages, the ` +
      `others events), ${unknown.length} of unknown fate; ${ends.SIGKILL} SIGKILL, ${ends.SIGTERM} SIGTERM; the ` +
      `orchestrator was asked ${asked} times; ${answers.length} finished answers, ${exhausted} of them failures after ` +
      `crashes in every try; ${orphans} questions without an answer in words\n`,
  );
}
