import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import 'reflect-metadata';
import { documentClient } from '../../src/adapters/dynamodb/document-client.ts';
import { DynamoDbChatHistory } from '../../src/adapters/dynamodb/dynamodb-chat-history.ts';
import { DynamoDbResultSink } from '../../src/adapters/dynamodb/dynamodb-result-sink.ts';
import { FolderArtifactStore } from '../../src/adapters/filesystem/folder-artifact-store.ts';
import { UncheckedChatSessions } from '../../src/adapters/noop/unchecked-chat-sessions.ts';
import { UnconfiguredUndeliveredResults } from '../../src/adapters/noop/unconfigured-undelivered-results.ts';
import { handleRequest } from '../../src/application/handle-request.ts';
import type { Orchestrator } from '../../src/application/ports/orchestrator.ts';
import { sampleResponse, type Content } from './sample-response.ts';

export interface OneDelivery {
  /** Bytes of the response's JSON. */
  readonly bytes: number;
  readonly wallMs: number;
  /** The longest time for which nothing else had its turn, in milliseconds. */
  readonly blockedMs: number;
  /** Bytes of memory that the process has more than before there was a response: with it, and at the most. */
  readonly held: number;
  readonly peak: number;
}

const RESOLUTION = 2;
const DEADLINE = 600_000;

const [endpoint = '', tableName = '', content = 'map', megabytes = '1'] = process.argv.slice(2);
const collect = globalThis.gc ?? (() => undefined);
const folder = await mkdtemp(join(tmpdir(), 'bench-storage-'));
try {
  const deliver = handler();
  await deliver('warm-up', { run: () => Promise.resolve(sampleResponse('map', 700_000)) });
  await settled();

  const before = await memory('VmRSS');
  const response = sampleResponse(content as Content, Number(megabytes) * 1_000_000);
  await settled();
  const held = (await memory('VmRSS')) - before;
  await writeFile('/proc/self/clear_refs', '5'); // the peak begins anew
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  await wait(50);
  delay.reset();
  await wait(5 * RESOLUTION); // the first turn after that is not counted
  const started = performance.now();
  await deliver('measured', { run: () => Promise.resolve(response) });
  const wallMs = performance.now() - started;
  await wait(2 * RESOLUTION);
  delay.disable();
  const peak = (await memory('VmHWM')) - before;
  const blockedMs = delay.max / 1e6 - RESOLUTION;
  const bytes = Buffer.byteLength(JSON.stringify(response));
  process.send?.({ bytes, wallMs, blockedMs, held, peak } satisfies OneDelivery);
} finally {
  await rm(folder, { recursive: true, force: true });
  process.disconnect();
}
process.exit();

/** The use case as it is, into the table and a folder. */
function handler() {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = documentClient({ endpoint, region: 'local', credentials });
  const chat = {
    sink: new DynamoDbResultSink(client, tableName, { store: new FolderArtifactStore(folder) }),
    history: new DynamoDbChatHistory(client, tableName),
    sessions: new UncheckedChatSessions(),
    undelivered: new UnconfiguredUndeliveredResults(),
  };
  return async (requestId: string, orchestrator: Orchestrator) => {
    const handle = handleRequest({
      orchestrator,
      chats: { async: () => Promise.resolve(chat) },
      settings: { reserveMs: 60_000, progressIntervalMs: 1_000 },
      clock: { now: () => new Date() },
      logger: { log: () => undefined },
      metrics: { record: () => undefined },
    });
    const [submittedAt, deadline] = [new Date(), new Date(Date.now() + DEADLINE)];
    const event = { query: 'Draw a map', sessionId: `session-${process.pid}`, userId: 'user-1' };
    const { metadata } = await handle(event, { requestId: `${requestId}-${process.pid}`, submittedAt, deadline });
    const { status } = metadata['delivery'] as { status: string };
    if (status !== 'delivered') throw new Error(`the response was not delivered: ${JSON.stringify(metadata)}`);
  };
}

/** Nothing is left over of what was done before. */
async function settled(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    collect();
    await wait(50);
  }
}

/** Bytes. */
async function memory(field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1_024;
}
