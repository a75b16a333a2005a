import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ContainerModule } from 'inversify';
import PQueue from 'p-queue';
import type { DeliveryOutcome } from '../../src/domain/delivery-outcome.ts';
import { readConfig } from '../../src/entrypoints/composition/config.ts';
import type { Replacements } from '../../src/entrypoints/composition/lazy-services.ts';
import { ORCHESTRATOR } from '../../src/entrypoints/composition/tokens.ts';
import { startServer } from '../../src/entrypoints/express/start-server.ts';
import { createLambdaHandler } from '../../src/entrypoints/lambda/create-lambda-handler.ts';
import { until } from '../end-to-end/until.ts';
import { createTable, type TableFixture } from '../engines/chat-message-table-fixture.ts';
import { dynalite } from '../engines/engines.ts';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { someJobs, unreliableOrchestrator, type Job } from './jobs.ts';
import { between, newSeed, seeded, type Random } from './random.ts';
import { byChat, everyItem, seen } from './seen.ts';

/** One DynamoDB request of three goes wrong in some way, and one job of five is asked for twice. */
const FAULTS = 0.3;
const DUPLICATES = 0.2;
/** Nothing is written into these until the end: what is for them has to be parked. */
const HOT = /"session-\d?3"/;

/** Milliseconds; on a machine with nothing else to do it takes some 20 seconds. */
const TIME_LIMIT = 180_000;

let seed: number;
let random: Random;
let table: TableFixture;
let proxy: FaultProxy;
let folder: string;
/** How often the engine stored a finished message, by its id. */
let finishings: Map<string, number>;

beforeEach(async () => {
  seed = newSeed();
  random = seeded(seed);
  table = await createTable(dynalite);
  folder = await mkdtemp(path.join(tmpdir(), 'chat-courier-faults-'));
  finishings = new Map();
  proxy = await startFaultProxy({
    endpoint: dynalite.environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '',
    share: FAULTS,
    random,
    isHot: (body) => HOT.test(body),
    onStored: ({ id, responseComplete }) => {
      const name = String(id?.S);
      if (responseComplete?.BOOL) finishings.set(name, (finishings.get(name) ?? 0) + 1);
    },
  });
  Object.assign(process.env, dynalite.environment, {
    AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint,
    AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: table.tableName,
    PROGRESS_INTERVAL_MS: '100',
    LOG_LEVEL: 'silent',
  });
});
afterEach(async () => {
  await proxy.close();
  await table.destroy();
  await rm(folder, { recursive: true });
});

test(
  'the Lambda handler: every job ends in exactly one message of its own',
  async () => {
    process.env['UNDELIVERED_DIR'] = folder;
    const handler = createLambdaHandler(orchestrator());
    const { handler: onFailure } = await import('../../src/entrypoints/lambda/on-failure.ts');
    const { handler: redeliver } = await import('../../src/entrypoints/lambda/redeliver.ts');
    const statuses: Record<string, number> = {};
    const invocations = new PQueue({ concurrency: 50 });
    const jobs = someJobs(600, random);
    let duplicates = 0;

    for (const job of jobs) {
      const seconds = Math.floor(Date.now() / 1_000).toString(16);
      const trace = random() < 0.7 ? `Root=1-${seconds}-${job.number.toString(16).padStart(24, '0')}` : undefined;
      const event = { requestId: randomUUID(), trace, job };
      void invocations.add(() => invokeAsLambda(event));
      if (random() >= DUPLICATES) continue;
      duplicates++;
      const delay = random() < 0.5 ? 0 : between(random, 50, 3_000);
      void invocations.add(() => wait(delay).then(() => invokeAsLambda(event)));
    }
    await invocations.onIdle();
    const parked = await filesIn(folder);
    proxy.heal();
    const report = await redeliver({}, context(randomUUID(), 60_000));
    expect(statuses).not.toHaveProperty('failed');
    expect(parked).toBeGreaterThan(0);
    expect(report).toMatchObject({ refused: 0, failed: 0 });
    expect(report.delivered + report.alreadyDelivered).toBe(parked);
    expect(await filesIn(folder)).toBe(0);
    await expectOneMessagePerJob(jobs);
    summary('Lambda', jobs, { duplicates, parked, ...statuses, redelivered: report.delivered });

    /** As Lambda does it: tries three times, then tells the on-failure destination, which is tried three times as well. */
    async function invokeAsLambda({
      requestId,
      trace,
      job,
    }: {
      requestId: string;
      trace?: string | undefined;
      job: Job;
    }) {
      const call = async <T>(run: () => Promise<T>): Promise<T> => {
        if (trace === undefined) delete process.env['_X_AMZN_TRACE_ID'];
        else process.env['_X_AMZN_TRACE_ID'] = trace;
        return run(); // reads the variable before it waits for anything
      };
      const inAHurry = job.behaviour === 'never ends' || HOT.test(JSON.stringify(job.request));
      const remaining = inAHurry ? 12_000 : 60_000;
      try {
        const { metadata } = await tried(3, () => call(() => handler(job.request, context(requestId, remaining))));
        count(metadata['delivery'] as DeliveryOutcome);
      } catch {
        const requestContext = { requestId, condition: 'RetriesExhausted', approximateInvokeCount: 3 };
        const responsePayload = { errorType: 'ChatCourierError', errorMessage: 'busy' };
        const record = { version: '1.0', requestContext, requestPayload: job.request, responsePayload };
        count(await tried(3, () => call(() => onFailure(record, context(randomUUID(), remaining)))));
      }
    }

    function count(outcome: DeliveryOutcome | undefined): void {
      const status = outcome?.status ?? 'none';
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  },
  TIME_LIMIT,
);

test(
  'the server: every accepted event ends in exactly one message of its own',
  async () => {
    const config = readConfig({
      AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: table.tableName,
      DATA_DIR: folder,
      PORT: '0',
      LOG_LEVEL: 'silent',
      PROGRESS_INTERVAL_MS: '100',
      QUEUE_CONCURRENCY: '50',
      QUEUE_RETRY_DELAYS_MS: '100,300',
      JOB_TIMEOUT_MS: '12000',
      DELIVERY_RESERVE_MS: '5000',
    });
    const server = await startServer(config, orchestrator());
    const jobs = someJobs(500, random);
    const sending = new PQueue({ concurrency: 20 });
    let duplicates = 0;

    for (const { request } of jobs) {
      const submittedAt = new Date(Date.now() - between(random, 0, 1_000)).toISOString();
      const event = { ...request, requestId: randomUUID(), submittedAt };
      void sending.add(() => send(server.url, event));
      if (random() >= DUPLICATES) continue;
      duplicates++;
      const delay = random() < 0.5 ? 0 : between(random, 50, 3_000);
      void sending.add(() => wait(delay).then(() => send(server.url, event)));
    }
    await sending.onIdle();
    const [events, undelivered] = [path.join(folder, 'events'), path.join(folder, 'undelivered')];
    await until(async () => ((await filesIn(events)) === 0 ? true : undefined));
    await server.close();
    const parked = await filesIn(undelivered);
    const suppressed = proxy.refusals;
    expect(parked).toBeGreaterThan(0);
    proxy.heal();
    const healed = await startServer(config, orchestrator());
    await until(async () => ((await filesIn(undelivered)) === 0 ? true : undefined));
    await healed.close();
    await expectOneMessagePerJob(jobs);
    summary('server', jobs, { duplicates, parked, 'conditions refused': suppressed });
  },
  TIME_LIMIT,
);

async function send(url: string, event: object): Promise<void> {
  const response = await fetch(`${url}/2015-03-31/functions/renewableOrchestrator/invocations`, {
    method: 'POST',
    headers: { 'x-amz-invocation-type': 'Event' },
    body: JSON.stringify(event),
  });
  expect(response.status).toBe(202);
}

/** Counted at the engine itself, past the proxy and past everything that wrote the messages. */
async function expectOneMessagePerJob(jobs: readonly Job[]): Promise<void> {
  const items = await everyItem(table.client, table.tableName);
  const expected = byChat(
    jobs,
    ({ request }) => `${request.sessionId} of ${request.userId}`,
    (job) => job.expected,
  );
  expect(byChat(items, (item) => `${item.chatSessionId} of ${item.owner}`, seen)).toEqual(expected);
  expect(items).toHaveLength(jobs.length);
  expect([...finishings.values()].filter((times) => times !== 1)).toEqual([]);
  expect(finishings.size).toBe(jobs.length);
  for (const item of items) {
    expect(item).not.toHaveProperty('revision');
    expect(item).not.toHaveProperty('deadlineAt');
    expect(item.updatedAt >= item.createdAt).toBe(true);
  }
}

function orchestrator(): Replacements {
  const module = new ContainerModule(({ bind }) => {
    bind(ORCHESTRATOR).toConstantValue(unreliableOrchestrator(random));
  });
  return { orchestrator: () => Promise.resolve(module) };
}

function context(awsRequestId: string, remainingMs: number) {
  const end = Date.now() + remainingMs;
  return { awsRequestId, getRemainingTimeInMillis: () => end - Date.now() };
}

async function tried<T>(times: number, run: () => Promise<T>): Promise<T> {
  for (let left = times - 1; ; left--) {
    try {
      return await run();
    } catch (error) {
      if (left === 0) throw error;
      await wait(between(random, 0, 50));
    }
  }
}

async function filesIn(place: string): Promise<number> {
  return (await readdir(place).catch(() => [])).filter((name) => name.endsWith('.json')).length;
}

function summary(what: string, jobs: readonly Job[], counts: Readonly<Record<string, number>>): void {
  const words = (record: Readonly<Record<string, number>>) =>
    Object.entries(record).map(([name, count]) => `${count} ${name}`);
  const kinds: Record<string, number> = {};
  for (const { behaviour } of jobs) kinds[behaviour] = (kinds[behaviour] ?? 0) + 1;
  process.stdout.write(
    `\n${what}, seed ${seed}: ${jobs.length} jobs (${words(kinds).join(', ')}); ${proxy.requests} requests, ` +
      `of which ${words(proxy.injected).join(', ')}; ${words(counts).join(', ')}\n`,
  );
}
