import 'reflect-metadata';
import { progressWriter } from '../../src/application/progress-writer.ts';
import type { ChatMessage } from '../../src/domain/chat-message.ts';
import type { ResultSink } from '../../src/domain/result-sink.ts';
import { RecordingLogger } from './recording-logger.ts';
import { sinkOf } from '../sink-of.ts';

const step = (n: number) => ({ step: n, action: `step ${n}`, reasoning: 'because' });
const identity = { id: 'msg-1-a', createdAt: new Date('2026-01-31T12:00:00.000Z') };
const deadline = new Date('2026-01-31T12:15:00.000Z');
const now = new Date('2026-01-31T12:00:01.000Z');

interface Options {
  readonly intervalMs?: number;
  readonly ttlDays?: number;
  readonly deliver?: ResultSink['deliver'];
}

function setUp({ intervalMs = 20, ttlDays, deliver }: Options = {}) {
  const written: ChatMessage[] = [];
  const logger = new RecordingLogger();
  const sink = sinkOf((message) => {
    written.push(message);
    return deliver ? deliver(message) : Promise.resolve({ status: 'delivered', bytes: 1 });
  });
  const recipient = { sessionId: 'session-1', userId: 'user-1' };
  const place = () => Promise.resolve({ sink, identity });
  const writer = progressWriter(
    { clock: { now: () => now }, logger, intervalMs, ttlDays },
    { recipient, call: { requestId: 'invocation-1' }, deadline, place },
  );
  return { writer, written, logger };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(5);
}

test('the first step is written at once, as an unfinished answer without artifacts', async () => {
  const { writer, written } = setUp({ intervalMs: 60_000 });
  writer.report(step(1));
  await until(() => written.length > 0);
  expect(written).toMatchObject([
    {
      id: 'msg-1-a',
      createdAt: '2026-01-31T12:00:00.000Z',
      responseComplete: false,
      deadlineAt: '2026-01-31T12:15:00.000Z',
      artifacts: [],
      thoughtSteps: [step(1)],
      metadata: { requestId: 'invocation-1' },
    },
  ]);
});

test('progress expires as its answer will', async () => {
  const { writer, written } = setUp({ ttlDays: 1 });
  writer.report(step(1));
  await until(() => written.length > 0);
  expect(written[0]?.expiresAt).toBe(Date.UTC(2026, 1, 1, 12, 0, 1) / 1_000);
});

test('steps that come together are written together, the newest state, and revisions rise', async () => {
  const { writer, written } = setUp();
  writer.report(step(1));
  await until(() => written.length === 1);
  for (let n = 2; n <= 500; n++) writer.report(step(n));
  await until(() => written.length === 2);
  await pause(60);
  expect(written.map(({ thoughtSteps }) => thoughtSteps.length)).toEqual([1, 500]);
  const [first = 0, second = 0] = written.map(({ revision }) => revision ?? 0);
  expect(second).toBeGreaterThan(first);
});

test('nothing is written, and no step kept, after the end', async () => {
  const { writer, written } = setUp();
  writer.report(step(1));
  await until(() => written.length === 1);
  writer.stop();
  writer.report(step(2));
  await pause(60);
  expect(written).toHaveLength(1);
  expect(writer.steps).toEqual([step(1)]);
});

test('a write that fails is logged and stops nothing', async () => {
  let fail = true;
  const { writer, written, logger } = setUp({
    deliver: () => (fail ? Promise.reject(new Error('no')) : Promise.resolve({ status: 'delivered', bytes: 1 })),
  });
  writer.report(step(1));
  await until(() => logger.lines.length > 0);
  expect(logger.lines).toMatchObject([{ level: 'warn', message: 'Progress could not be written' }]);
  fail = false;
  writer.report(step(2));
  await until(() => written.length > 1);
  expect(written.at(-1)?.thoughtSteps).toEqual([step(1), step(2)]);
});

test('what is no step, or too much, is dropped with a warning, once; a step is kept as it was', () => {
  const { writer, logger } = setUp({ intervalMs: 60_000 });
  const changing = { ...step(1), result: { found: 1 } };
  writer.report(changing);
  changing.result.found = 2;
  const circular: Record<string, unknown> = { ...step(2) };
  circular['self'] = circular;
  for (const junk of [{}, null, circular, { ...step(3), result: 'x'.repeat(200_000) }]) writer.report(junk as never);
  expect(writer.steps).toEqual([{ ...step(1), result: { found: 1 } }]);
  expect(logger.lines).toMatchObject([{ level: 'warn', fields: { stepCount: 1 } }]);
});

test('a step keeps its fields, whatever they are called', () => {
  const { writer } = setUp({ intervalMs: 60_000 });
  const text = JSON.stringify(step(1)).replace('{', '{"constructor":1,"prototype":2,"__proto__":{"a":3},');
  writer.report(JSON.parse(text) as never);
  expect(JSON.stringify(writer.steps)).toBe(`[${text}]`);
});
