// What the guarantees cost: `node bench/guarantees.mjs [--jobs 1000] [--rounds 5]`. Needs no build.
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { build } from 'esbuild';

const THIS = fileURLToPath(import.meta.url);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DEADLINE = 600_000;

/** The engine has a process of its own, so that its work is not counted as ours. */
async function serveEngine() {
  const { default: dynalite } = await import('dynalite');
  const engine = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  engine.listen(0, '127.0.0.1', () => process.send(engine.address().port));
  process.once('disconnect', () => process.exit());
}

async function compare() {
  const { values } = parseArgs({
    options: { jobs: { type: 'string', default: '1000' }, rounds: { type: 'string', default: '5' } },
  });
  const [jobs, rounds] = [Number(values.jobs), Number(values.rounds)];
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const engine = fork(THIS, ['engine']);
  const [port] = await once(engine, 'message');
  const courier = await loadCourier();
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = courier.documentClient({ endpoint: `http://127.0.0.1:${port}`, region: 'local', credentials });
  try {
    const cost = await costs(courier, client);
    const speed = await throughputs(courier, client, jobs, rounds);
    const bytes = await memory(courier, client, jobs);
    const share = (ms) => (ms / speed.ours).toFixed(2);
    const perSecond = (ms) => Math.round((jobs / ms) * 1_000);
    console.log(`Node ${process.version}, dynalite; the fastest of ${rounds} rounds of ${jobs} concurrent jobs

writes and WCU of a job without progress     ${cost.quick.writes}, ${cost.quick.units} (a bare put of its item: ${cost.bare.writes}, ${cost.bare.units})
writes and WCU of a job of ${cost.seconds} s, ${cost.steps} steps   ${cost.slow.writes}, ${cost.slow.units}
jobs per second                              ${perSecond(speed.ours)} (bare PutCommand: ${perSecond(speed.bare)}, of which ${share(speed.bare)}; with a condition: ${perSecond(speed.conditional)}, of which ${share(speed.conditional)})
memory held by a job that waits              ${(bytes / 1_024).toFixed(1)} KB`);
  } finally {
    client.destroy();
    engine.disconnect();
  }
}

/** The use case and the adapter as they are, bundled for this process. */
async function loadCourier() {
  const { outputFiles } = await build({
    stdin: {
      resolveDir: ROOT,
      contents: `export { handleRequest } from './src/application/handle-request.ts';
        export { chatMessageTable } from './src/adapters/dynamodb/chat-message-table.ts';
        export { documentClient } from './src/adapters/dynamodb/document-client.ts';
        export { DynamoDbChatHistory } from './src/adapters/dynamodb/dynamodb-chat-history.ts';
        export { DynamoDbResultSink } from './src/adapters/dynamodb/dynamodb-result-sink.ts';
        export { UncheckedChatSessions } from './src/adapters/noop/unchecked-chat-sessions.ts';
        export { UnconfiguredUndeliveredResults } from './src/adapters/noop/unconfigured-undelivered-results.ts';`,
    },
    banner: { js: "import 'reflect-metadata';" },
    ...{ bundle: true, platform: 'node', format: 'esm', packages: 'external', write: false },
    outfile: `${ROOT}/.cache/bench-guarantees.mjs`,
  });
  const { mkdir, writeFile } = await import('node:fs/promises');
  await mkdir(`${ROOT}/.cache`, { recursive: true });
  await writeFile(`${ROOT}/.cache/bench-guarantees.mjs`, outputFiles[0].contents);
  return import('../.cache/bench-guarantees.mjs');
}

function handler(courier, client, table, run) {
  const chat = {
    sink: new courier.DynamoDbResultSink(client, table),
    history: new courier.DynamoDbChatHistory(client, table),
    sessions: new courier.UncheckedChatSessions(),
    undelivered: new courier.UnconfiguredUndeliveredResults(),
  };
  const handle = courier.handleRequest({
    orchestrator: { run },
    chats: { async: () => Promise.resolve(chat) },
    settings: { reserveMs: 60_000, progressIntervalMs: 1_000 },
    clock: { now: () => new Date() },
    logger: { log: () => undefined },
  });
  return async (number) => {
    const now = Date.now();
    const invocation = {
      requestId: `request-${number}`,
      submittedAt: new Date(now),
      deadline: new Date(now + DEADLINE),
    };
    const request = { query: 'Hello', sessionId: `session-${number}`, userId: 'user-1' };
    const { metadata } = await handle(request, invocation);
    if (metadata.delivery.status !== 'delivered') throw new Error(JSON.stringify(metadata.delivery));
  };
}

const ANSWER = {
  success: true,
  message: 'x'.repeat(500),
  artifacts: [{ type: 'map', data: { name: 'y'.repeat(1_000) } }],
  thoughtSteps: [],
  metadata: { executionTime: 1, toolsUsed: ['bench'] },
};

async function costs(courier, client) {
  const counted = { writes: 0, units: 0 };
  let item;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (!commandName.startsWith('PutItem') && !commandName.startsWith('PutCommand')) return next(args);
        item = args.input.Item;
        args.input.ReturnConsumedCapacity = 'TOTAL';
        const result = await next(args);
        counted.writes++;
        counted.units += result.output.ConsumedCapacity.CapacityUnits;
        return result;
      },
    { name: 'countCapacity', step: 'initialize' },
  );
  const count = async (work) => {
    Object.assign(counted, { writes: 0, units: 0 });
    await onNewTable(courier, client, work);
    return { ...counted };
  };
  const quick = await count((table) => handler(courier, client, table, () => Promise.resolve(ANSWER))(1));
  const finished = item;
  const bare = await count((table) => client.send(new PutCommand({ TableName: table, Item: finished })));
  const [steps, seconds] = [300, 3];
  const reporting = async (_request, { report }) => {
    for (let step = 1; step <= steps; step++) {
      report({ step, action: 'Working', reasoning: 'Because' });
      await wait((seconds * 1_000) / steps);
    }
    return ANSWER;
  };
  const slow = await count((table) => handler(courier, client, table, reporting)(1));
  client.middlewareStack.remove('countCapacity');
  return { quick, bare, slow, steps, seconds };
}

/** Ours and the bare loops in turn, each on a new table; the first round warms all up. Milliseconds. */
async function throughputs(courier, client, jobs, rounds) {
  const ours = (table) => handler(courier, client, table, () => Promise.resolve(ANSWER));
  const put = (condition) => (table) => (number) => {
    const id = `msg-${Date.now()}-${number}`;
    const at = new Date().toISOString();
    const { message, ...rest } = ANSWER;
    const Item = { id, chatSessionId: `session-${number}`, owner: 'user-1', role: 'ai', ...rest, createdAt: at };
    Object.assign(Item, {
      content: { text: message },
      responseComplete: true,
      updatedAt: at,
      __typename: 'ChatMessage',
    });
    return client.send(new PutCommand({ TableName: table, Item, ...condition }));
  };
  const [bare, conditional] = [put({}), put({ ConditionExpression: 'attribute_not_exists(id)' })];
  const times = { ours: [], bare: [], conditional: [] };
  for (let round = 0; round <= rounds; round++) {
    for (const [name, job] of Object.entries({ bare, ours, conditional })) {
      const ms = await onNewTable(courier, client, (table) => all(jobs, job(table)));
      if (round > 0) times[name].push(ms);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, Math.min(...ms)]));
}

async function all(jobs, job) {
  const started = performance.now();
  await Promise.all(Array.from({ length: jobs }, (_, number) => job(number)));
  return performance.now() - started;
}

/** The heap that grows with the jobs whose orchestrator has not answered yet. */
async function memory(courier, client, jobs) {
  const { setFlagsFromString } = await import('node:v8');
  const { runInNewContext } = await import('node:vm');
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const heap = async () => {
    await wait(50);
    collect();
    return process.memoryUsage().heapUsed;
  };
  const release = [];
  return onNewTable(courier, client, async (table) => {
    const wait = () => new Promise((resolve) => release.push(() => resolve(ANSWER)));
    const waiting = handler(courier, client, table, wait);
    const before = await heap();
    const working = all(jobs, waiting);
    const during = await heap();
    for (const end of release) end();
    await working;
    return (during - before) / jobs;
  });
}

async function onNewTable(courier, client, work) {
  const table = `ChatMessage-${randomUUID()}-NONE`;
  await client.send(new CreateTableCommand(courier.chatMessageTable(table)));
  try {
    return await work(table);
  } finally {
    await client.send(new DeleteTableCommand({ TableName: table }));
  }
}

if (process.argv[2] === 'engine') await serveEngine();
else await compare();
