import 'reflect-metadata';
import { InMemoryChat } from '../../src/adapters/in-memory/in-memory-chat.ts';
import { InMemoryUndeliveredResults } from '../../src/adapters/in-memory/in-memory-undelivered-results.ts';
import { UnconfiguredUndeliveredResults } from '../../src/adapters/noop/unconfigured-undelivered-results.ts';
import { deliverAnswer } from '../../src/application/deliver-answer.ts';
import type { Chat } from '../../src/application/ports/chat.ts';
import type { Figures } from '../../src/application/ports/metrics.ts';
import { DeliveryError } from '../../src/domain/delivery-error.ts';
import type { DeliveryReceipt } from '../../src/domain/result-sink.ts';
import { timeBudget } from '../../src/domain/time-budget.ts';
import { sampleMessage } from '../../src/entrypoints/library/testing/sample-message.ts';
import { sinkOf } from '../sink-of.ts';
import { RecordingLogger } from './recording-logger.ts';
import { RecordingMetrics } from './recording-metrics.ts';

const clock = { now: () => new Date() };

function setUp(parts: Partial<Chat> = {}, { allowed = true, ms = 20_000 } = {}) {
  const memory = new InMemoryChat();
  const undelivered = new InMemoryUndeliveredResults();
  const sessions = { belongsTo: () => Promise.resolve(allowed) };
  const chat = { sink: memory, history: memory, sessions, undelivered, ...parts };
  const logger = new RecordingLogger();
  const metrics = new RecordingMetrics();
  const message = sampleMessage({ text: 'a secret answer' });
  const deliver = () =>
    deliverAnswer(
      { clock, logger, metrics },
      {
        message,
        chat: () => Promise.resolve(chat),
        allowed: () => sessions.belongsTo(),
        budget: timeBudget(new Date(), new Date(Date.now() + ms), ms / 2),
      },
    );
  return { deliver, logger, metrics, memory, undelivered, message };
}

const refusing = sinkOf(() => Promise.reject(new DeliveryError('throttled', 'too busy', 'Wait.')));
const hanging = () => new Promise<never>(() => undefined);

async function parkedIn(results: InMemoryUndeliveredResults): Promise<number> {
  const found = new Set<unknown>();
  for await (const parked of results.all()) found.add(parked);
  return found.size;
}

test('what cannot be written is parked, and the outcome says both', async () => {
  const { deliver, undelivered, message } = setUp({ sink: refusing });
  const error = { code: 'throttled', message: 'too busy', remedy: 'Wait.' };
  expect(await deliver()).toEqual({ status: 'parked', messageId: message.id, error });
  expect(await parkedIn(undelivered)).toBe(1);
});

test('what can be neither written nor parked is told by a fatal line with everything but the content', async () => {
  const { deliver, logger, message } = setUp({ sink: refusing, undelivered: new UnconfiguredUndeliveredResults() });
  expect(await deliver()).toMatchObject({ status: 'failed', error: { code: 'throttled' } });
  expect(logger.lines.at(-1)).toMatchObject({
    level: 'fatal',
    fields: { sessionId: 'session-1', messageId: message.id, artifactCount: 1, thoughtStepCount: 1 },
  });
  expect(JSON.stringify(logger.lines)).not.toContain('secret');
});

test('a session of somebody else gets nothing: refused, not parked, and a security event', async () => {
  const { deliver, logger, memory, undelivered, message } = setUp({}, { allowed: false });
  expect(await deliver()).toMatchObject({ status: 'refused', error: { code: 'session-refused' } });
  expect(memory.find(message.id)).toBeUndefined();
  expect(await parkedIn(undelivered)).toBe(0);
  expect(logger.lines.at(-1)).toMatchObject({ level: 'error', fields: { securityEvent: 'session-refused' } });
});

test('a sink that hangs is left, in time to park', async () => {
  const { deliver, undelivered } = setUp(
    {
      sink: sinkOf(
        (_message, signal) =>
          new Promise((_, reject) => {
            signal?.addEventListener('abort', () => {
              reject(new DeliveryError('out-of-time', 'late', 'Begin earlier.'));
            });
          }),
      ),
    },
    { ms: 200 },
  );
  expect(await deliver()).toMatchObject({ status: 'parked', error: { code: 'out-of-time' } });
  expect(await parkedIn(undelivered)).toBe(1);
});

test('parking that hangs is left, too', async () => {
  const undelivered = new InMemoryUndeliveredResults();
  undelivered.park = hanging;
  const { deliver, logger } = setUp({ sink: refusing, undelivered }, { ms: 200 });
  expect(await deliver()).toMatchObject({ status: 'failed' });
  expect(logger.lines.at(-1)?.level).toBe('fatal');
});

test('an answer that is too large is parked whole, and the user is told', async () => {
  const { memory } = setUp();
  const sink = sinkOf((message) =>
    message.artifacts.length > 0
      ? Promise.reject(new DeliveryError('too-large', 'over 409600 bytes', 'Set ARTIFACT_BUCKET.'))
      : memory.deliver(message),
  );
  const { deliver, undelivered, message, logger } = setUp({ sink });
  expect(await deliver()).toMatchObject({ status: 'parked', error: { code: 'too-large' } });
  expect(await parkedIn(undelivered)).toBe(1);
  const { id, chatSessionId, owner, createdAt } = message;
  expect(memory.find(id)).toMatchObject({
    ...{ id, chatSessionId, owner, createdAt, role: 'ai', responseComplete: true, artifacts: [] },
    text: expect.stringContaining('too large') as unknown,
    metadata: { success: false, error: { code: 'too-large', retryable: false } },
  });
  expect(JSON.stringify(logger.lines)).not.toContain('secret');
});

test('if the user cannot be told, the log says so and the answer stays parked', async () => {
  const tooLarge = new DeliveryError('too-large', 'over 409600 bytes', 'Ask for less.');
  const sink = sinkOf(() => Promise.reject(tooLarge));
  const { deliver, undelivered, logger } = setUp({ sink });
  expect(await deliver()).toMatchObject({ status: 'parked', error: { code: 'too-large' } });
  expect(await parkedIn(undelivered)).toBe(1);
  expect(logger.lines.at(-1)).toMatchObject({ level: 'error', fields: { err: { code: 'too-large' } } });
});

describe('what is measured', () => {
  const time = expect.any(Number) as number;
  const receipt = (status: DeliveryReceipt['status'], retries?: number) =>
    sinkOf(() => Promise.resolve({ status, bytes: 4_321, retries }));
  const failing = sinkOf(() => Promise.reject(new DeliveryError('throttled', 'busy', 'Wait.', { retries: 7 })));
  const nowhere = new UnconfiguredUndeliveredResults();

  test.each<[string, Partial<Chat>, Figures[]]>([
    ['a write', { sink: receipt('delivered') }, [{ WriteSuccess: 1, WriteLatency: time, MessageSize: 4_321 }]],
    [
      'a write that took three attempts',
      { sink: receipt('delivered', 2) },
      [{ WriteSuccess: 1, WriteLatency: time, MessageSize: 4_321, WriteRetries: 2 }],
    ],
    ['a duplicate', { sink: receipt('already-delivered') }, [{ DuplicatesSuppressed: 1, WriteLatency: time }]],
    ['nothing, where nothing is kept', { sink: receipt('discarded') }, [{}]],
    [
      'a failed write',
      { sink: failing },
      [{ WriteFailure: 1, WriteLatency: time, WriteRetries: 7 }, { ResultsParked: 1 }],
    ],
    [
      'a result that is lost',
      { sink: refusing, undelivered: nowhere },
      [{ WriteFailure: 1, WriteLatency: time }, { ResultsLost: 1 }],
    ],
  ])('%s', async (_, parts, figures) => {
    const { deliver, metrics, message } = setUp(parts);
    await deliver();
    expect(metrics.records.map((record) => record.figures)).toEqual(figures);
    expect(new Set(metrics.records.map(({ facts }) => facts.messageId))).toEqual(new Set([message.id]));
  });

  test('the code of what failed, and of what was lost by it', async () => {
    const { deliver, metrics } = setUp({ sink: refusing, undelivered: nowhere });
    await deliver();
    expect(metrics.records.map(({ facts }) => facts.code)).toEqual(['throttled', 'throttled']);
  });

  test('a session that is refused', async () => {
    const { deliver, metrics } = setUp({}, { allowed: false });
    await deliver();
    expect(metrics.records.map(({ figures }) => figures)).toEqual([{ SessionsRefused: 1 }]);
  });
});
