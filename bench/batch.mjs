// What batches bring: `node bench/batch.mjs [--messages 1000] [--rounds 5]`, on the embedded engine. Needs no build.
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const THIS = fileURLToPath(import.meta.url);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BUNDLE = path.join(ROOT, '.cache/bench-batch.mjs');
const TABLE = 'ChatMessage-local-NONE';

/** How many times as many messages as by single puts a batch is to deliver. */
const GOAL = 5;

/** As many single puts at once as messages in a request of a batch. */
const AT_ONCE = 25;

async function bundle() {
  const { outputFiles } = await build({
    stdin: {
      resolveDir: ROOT,
      contents: `export { chatMessageTable } from './src/adapters/dynamodb/chat-message-table.ts';
        export { documentClient } from './src/adapters/dynamodb/document-client.ts';
        export { DynamoDbResultSink } from './src/adapters/dynamodb/dynamodb-result-sink.ts';
        export { startEmbeddedDynamoDb } from './src/adapters/embedded-dynamodb/embedded-dynamodb.ts';`,
    },
    banner: { js: "import 'reflect-metadata';" },
    ...{ bundle: true, platform: 'node', format: 'esm', packages: 'external', write: false, outfile: BUNDLE },
  });
  await mkdir(path.dirname(BUNDLE), { recursive: true });
  await writeFile(BUNDLE, outputFiles[0].contents);
}

/** The engine has a process of its own, as a table has. */
async function serveEngine(folder) {
  const courier = await import('../.cache/bench-batch.mjs');
  const { clientConfig } = await courier.startEmbeddedDynamoDb(folder, [courier.chatMessageTable(TABLE)]);
  process.send(clientConfig);
  process.once('disconnect', () => process.exit());
}

async function compare() {
  const { values } = parseArgs({
    options: { messages: { type: 'string', default: '1000' }, rounds: { type: 'string', default: '5' } },
  });
  const [count, rounds] = [Number(values.messages), Number(values.rounds)];
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  await bundle();
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-batch-'));
  const engine = fork(THIS, ['engine', folder]);
  try {
    const [clientConfig] = await once(engine, 'message');
    const courier = await import('../.cache/bench-batch.mjs');
    const client = courier.documentClient(clientConfig);
    print(await measure(new courier.DynamoDbResultSink(client, TABLE), count, rounds), count, rounds);
    client.destroy();
  } finally {
    engine.disconnect();
    await once(engine, 'exit');
    await rm(folder, { recursive: true });
  }
}

/** All ways in turn, each with messages of its own; the first round warms all up. The fastest round of each, in ms. */
async function measure(sink, count, rounds) {
  const ways = {
    batch: (messages) => sink.deliverAll(messages),
    inSequence: async (messages) => {
      const receipts = [];
      for (const message of messages) receipts.push(await sink.deliver(message));
      return receipts;
    },
    atOnce: async (messages) => {
      const receipts = [];
      const waiting = messages.values();
      const work = async () => {
        for (const message of waiting) receipts.push(await sink.deliver(message));
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return receipts;
    },
  };
  const times = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, deliver] of Object.entries(ways)) {
      const messages = Array.from({ length: count }, sample);
      const started = performance.now();
      const results = await deliver(messages);
      const ms = performance.now() - started;
      const delivered = results.filter(({ status }) => status === 'delivered').length;
      if (delivered !== count) throw new Error(`${name}: ${delivered} of ${count} messages were delivered`);
      if (round > 0) times[name].push(ms);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, Math.min(...ms)]));
}

function sample() {
  const at = new Date().toISOString();
  return {
    ...{ id: `msg-${Date.now()}-${randomBytes(8).toString('hex')}`, chatSessionId: 'session-1', owner: 'user-1' },
    ...{ role: 'ai', text: 'x'.repeat(500), responseComplete: true, createdAt: at, updatedAt: at },
    artifacts: [{ type: 'map', data: { name: 'y'.repeat(1_000) } }],
    ...{ thoughtSteps: [], metadata: { executionTime: 1, toolsUsed: ['bench'] } },
  };
}

function print(ms, count, rounds) {
  const row = (label, time) => {
    const ratio = time === ms.batch ? '' : `, the batch is ${(time / ms.batch).toFixed(2)} times as fast`;
    return `${label.padEnd(44)} ${Math.round((count / time) * 1_000)}${ratio}`;
  };
  const reached = ms.inSequence / ms.batch >= GOAL ? 'reached' : 'missed';
  console.log(`Node ${process.version}, embedded DynamoDB; messages per second, the fastest of ${rounds} rounds of ${count} messages of 2 KB

${row('deliverAll', ms.batch)}
${row('deliver, one after the other', ms.inSequence)}
${row(`deliver, ${AT_ONCE} at once`, ms.atOnce)}

Goal: ${GOAL} times as fast as one after the other: ${reached}. On a table in AWS the ratio depends on the time of a request.`);
}

if (process.argv[2] === 'engine') await serveEngine(process.argv[3]);
else await compare();
