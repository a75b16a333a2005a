import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Container } from 'inversify';
import { FolderUndeliveredResults } from '../../../src/adapters/filesystem/folder-undelivered-results.ts';
import { redeliver, type RedeliveryOptions, type RedeliveryReport } from '../../../src/application/redeliver.ts';
import { InMemoryChat } from '../../../src/adapters/in-memory/in-memory-chat.ts';
import { InMemoryUndeliveredResults } from '../../../src/adapters/in-memory/in-memory-undelivered-results.ts';
import { readConfig } from '../../../src/entrypoints/composition/config.ts';
import { sinkStorage } from '../../../src/entrypoints/composition/modules/sink-storage.ts';
import { LOGGER, REDELIVER } from '../../../src/entrypoints/composition/tokens.ts';
import { redeliverRegularly } from '../../../src/entrypoints/express/redeliver-regularly.ts';
import { startServer } from '../../../src/entrypoints/express/start-server.ts';
import { sampleMessage } from '../../../src/entrypoints/library/testing/sample-message.ts';
import { RecordingLogger } from '../../application/recording-logger.ts';
import { RecordingMetrics } from '../../application/recording-metrics.ts';
import { until } from '../../end-to-end/until.ts';
import { sinkOf } from '../../sink-of.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('a time is left out while a run is going, and the end does not wait for what is parked', async () => {
  const runs: RedeliveryOptions[] = [];
  const container = new Container();
  container.bind(LOGGER).toConstantValue({ log: () => undefined });
  container.bind(REDELIVER).toConstantValue((options = {}) => {
    runs.push(options);
    const { signal } = options;
    return new Promise<RedeliveryReport>((_, reject) => {
      signal?.addEventListener('abort', () => {
        reject(new Error('the signal aborted'));
      });
    });
  });
  const stop = redeliverRegularly(container, 10);
  await pause(100);
  expect(runs).toHaveLength(1);
  await stop();
  await pause(50);
  expect(runs).toHaveLength(1);
}, 2_000);

test('a run that has ended or failed is followed by the next', async () => {
  let runs = 0;
  const container = new Container();
  container.bind(LOGGER).toConstantValue({ log: () => undefined });
  container.bind(REDELIVER).toConstantValue(() => Promise.reject(new Error(`run ${++runs} failed`)));
  const stop = redeliverRegularly(container, 10);
  await until(() => (runs > 2 ? true : undefined));
  await stop();
});

test('what is refused is told in the first run, and not again in the next ones', async () => {
  const undelivered = new InMemoryUndeliveredResults();
  await undelivered.park(sampleMessage());
  const memory = new InMemoryChat();
  const sessions = { belongsTo: () => Promise.resolve(false) };
  const chats = { async: () => Promise.resolve({ sink: memory, history: memory, sessions, undelivered }) };
  const logger = new RecordingLogger();
  const run = redeliver({ chats, clock: { now: () => new Date() }, logger, metrics: new RecordingMetrics() });
  const reports: RedeliveryReport[] = [];
  const container = new Container();
  container.bind(LOGGER).toConstantValue(logger);
  container.bind(REDELIVER).toConstantValue(async (options) => {
    const report = await run(options);
    reports.push(report);
    return report;
  });
  const stop = redeliverRegularly(container, 10);
  await until(() => (reports.length > 4 ? true : undefined));
  await stop();
  expect(logger.lines.map(({ fields }) => fields['securityEvent'])).toEqual(['session-refused']);
  expect(new Set(reports.map(({ refused }) => refused))).toEqual(new Set([1]));
});

test('the server stops although a parked message hangs', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'chat-courier-hanging-'));
  try {
    await new FolderUndeliveredResults(folder).park(sampleMessage());
    let begun = false;
    const deliver = () => {
      begun = true;
      return new Promise<never>(() => undefined);
    };
    const config = readConfig({ PORT: '0', RESULT_SINK: 'memory', LOG_LEVEL: 'silent', UNDELIVERED_DIR: folder });
    const server = await startServer(config, { storage: () => Promise.resolve(sinkStorage(sinkOf(deliver))) });
    await until(() => (begun ? true : undefined));
    await server.close();
    await expect(fetch(server.url)).rejects.toThrow();
  } finally {
    await rm(folder, { recursive: true });
  }
}, 5_000);
