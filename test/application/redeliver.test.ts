import { inspect } from 'node:util';
import { InMemoryChat } from '../../src/adapters/in-memory/in-memory-chat.ts';
import { InMemoryUndeliveredResults } from '../../src/adapters/in-memory/in-memory-undelivered-results.ts';
import { UncheckedChatSessions } from '../../src/adapters/noop/unchecked-chat-sessions.ts';
import type { Chat } from '../../src/application/ports/chat.ts';
import type { Clock } from '../../src/application/ports/clock.ts';
import type { UndeliveredResults } from '../../src/application/ports/undelivered-results.ts';
import { knownEndings } from '../../src/application/known-endings.ts';
import { redeliver, type RedeliveryProblem, type RedeliveryReport } from '../../src/application/redeliver.ts';
import { ChatCourierError } from '../../src/domain/chat-courier-error.ts';
import type { ChatMessage } from '../../src/domain/chat-message.ts';
import type { Recipient } from '../../src/domain/delivery-mode.ts';
import { DeliveryError } from '../../src/domain/delivery-error.ts';
import type { ResultSink } from '../../src/domain/result-sink.ts';
import { sampleMessage } from '../../src/entrypoints/library/testing/sample-message.ts';
import { unfinished } from '../../src/entrypoints/library/testing/unfinished.ts';
import { RecordingLogger } from './recording-logger.ts';
import { RecordingMetrics } from './recording-metrics.ts';
import { sinkOf } from '../sink-of.ts';

const NOTHING = { delivered: 0, alreadyDelivered: 0, kept: 0, refused: 0, failed: 0, failures: {} };
const SYSTEM: Clock = { now: () => new Date() };
const never = () => new Promise<never>(() => undefined);

async function setUp(messages: readonly ChatMessage[], replaced: Partial<Chat> = {}, clock: Clock = SYSTEM) {
  const delivered = new InMemoryChat();
  const undelivered = new InMemoryUndeliveredResults();
  for (const message of messages) await undelivered.park(message);
  const sessions = new UncheckedChatSessions();
  const chat: Chat = { sink: delivered, history: delivered, sessions, undelivered, ...replaced };
  const logger = new RecordingLogger();
  const metrics = new RecordingMetrics();
  const chats = { async: () => Promise.resolve(chat) };
  const run = redeliver({ chats, clock, logger, metrics });
  const parked = async () => {
    const keys: string[] = [];
    for await (const { key } of undelivered.all()) keys.push(key);
    return keys;
  };
  return { delivered, undelivered, logger, metrics, run, parked };
}

test('what is parked is delivered and removed', async () => {
  const messages = [sampleMessage(), sampleMessage()];
  const { delivered, run, parked } = await setUp(messages);
  expect(await run()).toEqual({ ...NOTHING, delivered: 2 });
  for (const message of messages) expect(delivered.find(message.id)).toEqual(message);
  expect(await parked()).toEqual([]);
});

test('what cannot be read is logged by its key, counted, and keeps no other from being delivered', async () => {
  const good = sampleMessage();
  const bad = [new ChatCourierError('unreadable-entry', 'not JSON'), new Error('EACCES')];
  const inner = new InMemoryUndeliveredResults();
  await inner.park(good);
  const undelivered = {
    park: () => Promise.reject(new Error('not here')),
    remove: (key: string) => inner.remove(key),
    all: async function* () {
      for (const [n, error] of bad.entries()) yield { key: `bad-${n}`, read: () => Promise.reject(error) };
      yield { key: 'gone', read: () => Promise.resolve(undefined) };
      yield* inner.all();
    },
  };
  const { delivered, logger, run } = await setUp([], { undelivered });
  expect(await run()).toEqual({ ...NOTHING, delivered: 1, failed: 2, failures: { 'unreadable-entry': 2 } });
  expect(delivered.find(good.id)).toEqual(good);
  expect(logger.lines.flatMap(({ level, fields }) => (level === 'error' ? [fields['key']] : []))).toEqual([
    'bad-0',
    'bad-1',
  ]);
});

test('what is refused stays parked, and is told once', async () => {
  const [own, foreign] = [sampleMessage(), sampleMessage({ text: 'a secret', chatSessionId: 'of somebody else' })];
  const sessions = {
    belongsTo: ({ sessionId }: { sessionId: string }) => Promise.resolve(sessionId === own.chatSessionId),
  };
  const { delivered, logger, run, parked } = await setUp([foreign, own], { sessions });
  expect(await run()).toEqual({ ...NOTHING, delivered: 1, refused: 1 });
  expect(await parked()).toEqual([foreign.id]);
  expect(delivered.find(foreign.id)).toBeUndefined();
  const events = logger.lines.filter(({ fields }) => 'securityEvent' in fields);
  expect(events).toMatchObject([{ fields: { securityEvent: 'session-refused', messageId: foreign.id } }]);
  expect(inspect(logger.lines)).not.toContain('a secret');
});

test('more than one batch is delivered, batch by batch, and each session is checked once in each', async () => {
  const messages = Array.from({ length: 60 }, () => sampleMessage());
  const delivered = new InMemoryChat();
  const [batches, checks]: [number[], string[]] = [[], []];
  const sink: ResultSink = {
    deliver: () => Promise.reject(new Error('one by one')),
    deliverAll: (batch, signal) => {
      batches.push(batch.length);
      return delivered.deliverAll(batch, signal);
    },
  };
  const sessions = { belongsTo: ({ sessionId }: Recipient) => Promise.resolve(checks.push(sessionId) > 0) };
  const { run, parked } = await setUp(messages, { sink, history: delivered, sessions });
  const seen: number[] = [];
  const progress = (report: RedeliveryReport) => seen.push(report.delivered);
  expect(await run({ progress })).toEqual({ ...NOTHING, delivered: 60 });
  expect(batches).toEqual([25, 25, 10]);
  expect(checks).toEqual(['session-1', 'session-1', 'session-1']);
  expect(seen).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
  expect(await parked()).toEqual([]);
});

test('large messages make small batches', async () => {
  const messages = Array.from({ length: 5 }, () => sampleMessage({ text: 'x'.repeat(7_000_000) }));
  const delivered = new InMemoryChat();
  const batches: number[] = [];
  const sink: ResultSink = {
    deliver: () => Promise.reject(new Error('one by one')),
    deliverAll: (batch) => {
      batches.push(batch.length);
      return delivered.deliverAll(batch);
    },
  };
  const { run } = await setUp(messages, { sink, history: delivered });
  expect(await run()).toEqual({ ...NOTHING, delivered: 5 });
  expect(batches).toEqual([2, 2, 1]);
});

test('one that fails in a batch stays parked, and keeps no other from being delivered', async () => {
  const messages = Array.from({ length: 5 }, () => sampleMessage());
  const delivered = new InMemoryChat();
  const sink = sinkOf((message, signal) =>
    message.id === messages[2]?.id
      ? Promise.reject(new DeliveryError('throttled', 'no', 'Wait.'))
      : delivered.deliver(message, signal),
  );
  const { run, parked } = await setUp(messages, { sink, history: delivered });
  expect(await run()).toEqual({ ...NOTHING, delivered: 4, failed: 1, failures: { throttled: 1 } });
  expect(await parked()).toEqual([messages[2]?.id]);
});

describe('a message that had been delivered before', () => {
  const failure = { error: { code: 'job-timeout', message: 'It took too long.' } };
  const answer = sampleMessage({ text: 'a secret answer' });

  test.each<[what: string, inChat: Partial<ChatMessage>, parked: Partial<ChatMessage>, kept: boolean]>([
    ['the same answer', {}, {}, false],
    ['another answer', { text: 'another one' }, {}, false],
    ['a failure message, and a failure message is parked', { metadata: failure }, { metadata: failure }, false],
    ['an answer, and a failure message is parked', {}, { metadata: failure }, false],
    ['a failure message, and an answer is parked', { metadata: failure }, {}, true],
    ['a message of somebody else', { owner: 'somebody else' }, {}, true],
    ['an unfinished message of somebody else', { owner: 'x', responseComplete: false, revision: 1 }, {}, true],
  ])('the chat has %s', async (_, inChat, parkedFields, kept) => {
    const { delivered, logger, run, parked } = await setUp([{ ...answer, ...parkedFields }]);
    const there = { ...answer, ...inChat };
    await delivered.deliver(there);
    expect(await run()).toEqual({ ...NOTHING, [kept ? 'kept' : 'alreadyDelivered']: 1 });
    expect(delivered.find(answer.id)).toEqual(there);
    expect(await parked()).toEqual(kept ? [answer.id] : []);
    const warnings = logger.lines.filter(({ level }) => level === 'warn');
    const ids = { key: answer.id, sessionId: answer.chatSessionId, userId: answer.owner, messageId: answer.id };
    expect(warnings.map(({ fields }) => fields)).toEqual(kept ? [ids] : []);
    expect(inspect(logger.lines)).not.toContain('secret');
  });

  test('stays parked when the chat cannot be read', async () => {
    const history = new InMemoryChat();
    history.get = () => Promise.reject(new DeliveryError('unavailable', 'no', 'Wait.'));
    const { delivered, run, parked } = await setUp([answer], { history });
    await delivered.deliver(answer);
    expect(await run()).toEqual({ ...NOTHING, failed: 1, failures: { unavailable: 1 } });
    expect(await parked()).toHaveLength(1);
  });
});

test('of two tries that were parked, one of which failed, the answer reaches the user', async () => {
  const answer = sampleMessage({ text: 'THE ANSWER' });
  const failure = { ...answer, text: 'It did not work.', metadata: { error: { code: 'orchestrator-failed' } } };
  const { delivered, run, parked } = await setUp([failure, answer, failure]);
  expect(await run()).toEqual({ ...NOTHING, delivered: 1 });
  expect(delivered.find(answer.id)).toEqual(answer);
  expect(await parked()).toEqual([]);
});

test('failures are counted by their code', async () => {
  const codes = ['throttled', 'throttled', 'table-not-found'] as const;
  let next = 0;
  const deliver = () => Promise.reject(new DeliveryError(codes[next++] ?? 'throttled', 'no', 'Wait.'));
  const { run, parked } = await setUp([sampleMessage(), sampleMessage(), sampleMessage()], { sink: sinkOf(deliver) });
  expect(await run()).toEqual({ ...NOTHING, failed: 3, failures: { throttled: 2, 'table-not-found': 1 } });
  expect(await parked()).toHaveLength(3);
});

describe('what hangs', () => {
  const hanging: readonly [name: string, chat: Partial<Chat>, report: object][] = [
    ['the sink', { sink: sinkOf(never) }, { failed: 2, failures: { 'out-of-time': 2 } }],
    ['the session check', { sessions: { belongsTo: never } }, { failed: 2, failures: { 'out-of-time': 2 } }],
  ];

  test.each(hanging)(
    '%s: the run ends when its time is up',
    async (_, chat, report) => {
      const messages = [sampleMessage(), sampleMessage()];
      const { run, parked } = await setUp(messages, chat);
      expect(await run({ until: new Date(Date.now() + 50) })).toEqual({ ...NOTHING, ...report });
      expect(await parked()).toHaveLength(2);
    },
    2_000,
  );

  test.each(hanging)(
    '%s: the run ends when it is told to, and blames nothing',
    async (_, chat) => {
      const { run } = await setUp([sampleMessage()], chat);
      expect(await run({ signal: AbortSignal.timeout(50) })).toEqual(NOTHING);
    },
    2_000,
  );

  test('reading: the run ends', async () => {
    const undelivered = new InMemoryUndeliveredResults();
    undelivered.all = async function* () {
      yield await Promise.resolve({ key: 'slow', read: never });
    };
    const { run } = await setUp([], { undelivered });
    expect(await run({ signal: AbortSignal.timeout(50) })).toEqual(NOTHING);
  }, 2_000);

  test('the sink is told when the time is up', async () => {
    const told: string[] = [];
    const deliver = (_: ChatMessage, signal?: AbortSignal) => {
      signal?.addEventListener('abort', () => told.push('the time is up'));
      return never();
    };
    const { run } = await setUp([sampleMessage()], { sink: sinkOf(deliver) });
    await run({ until: new Date(Date.now() + 50) });
    expect(told).toEqual(['the time is up']);
  });

  test('nothing is begun after the time', async () => {
    const { run, parked } = await setUp([sampleMessage()]);
    expect(await run({ until: new Date() })).toEqual(NOTHING);
    expect(await parked()).toHaveLength(1);
  });
});

describe('an answer that is too large', () => {
  const tooLarge = new DeliveryError('too-large', 'over 409600 bytes', 'Set ARTIFACT_BUCKET.');
  const finished = (ageMs: number) => ({ updatedAt: new Date(Date.now() - ageMs).toISOString() });
  const [anHour, overADay] = [3_600_000, 86_460_000];

  /** A chat that has no store for artifacts. */
  async function withoutStore(messages: readonly ChatMessage[]) {
    const memory = new InMemoryChat();
    const sink = sinkOf((message, signal) =>
      message.artifacts.length > 0 ? Promise.reject(tooLarge) : memory.deliver(message, signal),
    );
    return { memory, ...(await setUp(messages, { sink, history: memory })) };
  }

  test('stays parked for a day, and the chat is left alone: who has a store can deliver it', async () => {
    const large = sampleMessage(finished(anHour));
    const pending = unfinished(large, 1);
    const { memory, undelivered, run, parked } = await withoutStore([large]);
    await memory.deliver(pending);
    expect(await run()).toEqual({ ...NOTHING, failed: 1, failures: { 'too-large': 1 } });
    expect(memory.find(large.id)).toEqual(pending);
    expect(await parked()).toEqual([large.id]);

    const chats = { sink: memory, history: memory, sessions: new UncheckedChatSessions(), undelivered };
    const withStore = await setUp([], chats);
    expect(await withStore.run()).toEqual({ ...NOTHING, delivered: 1 });
    expect(memory.find(large.id)).toEqual(large);
  });

  test.each<[what: string, earlier: (large: ChatMessage) => ChatMessage | undefined]>([
    ['nothing', () => undefined],
    ['an unfinished answer', (large) => unfinished(large, 1)],
  ])('stays parked after a day, and the user is told in place of %s', async (_, earlier) => {
    const [small, large] = [sampleMessage({ artifacts: [] }), sampleMessage(finished(overADay))];
    const { memory, run, parked } = await withoutStore([large, small]);
    const there = earlier(large);
    if (there) await memory.deliver({ ...there, artifacts: [] });
    expect(await run()).toEqual({ ...NOTHING, delivered: 1, kept: 1 });
    expect(memory.find(small.id)).toEqual(small);
    expect(memory.find(large.id)).toMatchObject({ metadata: { success: false, error: { code: 'too-large' } } });
    expect(await parked()).toEqual([large.id]);
    expect(await run()).toEqual({ ...NOTHING, kept: 1 });
  });

  test('is kept at once when the user was told before', async () => {
    const large = sampleMessage(finished(anHour));
    const { memory, run, parked } = await withoutStore([large]);
    await memory.deliver({ ...large, artifacts: [], metadata: { error: { code: 'too-large' } } });
    expect(await run()).toEqual({ ...NOTHING, kept: 1 });
    expect(await parked()).toEqual([large.id]);
  });
});

describe('a parked message that has expired', () => {
  const expired = sampleMessage({ artifacts: [], expiresAt: 800_000_000 });

  test('is removed when its place is taken: nobody can see what took it', async () => {
    const { delivered, run, parked } = await setUp([expired]);
    await delivered.deliver(expired);
    expect(await run()).toEqual({ ...NOTHING, alreadyDelivered: 1 });
    expect(await parked()).toEqual([]);
  });

  test('is removed when it is too large', async () => {
    const sink = sinkOf(() => Promise.reject(new DeliveryError('too-large', 'over 409600 bytes', 'Set a store.')));
    const { run, parked } = await setUp([expired], { sink });
    expect(await run()).toEqual({ ...NOTHING, alreadyDelivered: 1 });
    expect(await parked()).toEqual([]);
  });
});

describe('what an earlier run found out', () => {
  const AN_HOUR = 3_600_000;
  const failure = { error: { code: 'job-timeout' } };

  test('kept and refused messages are left alone for an hour: counted and named, not read, not logged', async () => {
    const [kept, foreign, late] = [sampleMessage(), sampleMessage({ chatSessionId: 'foreign' }), sampleMessage()];
    const inner = new InMemoryUndeliveredResults();
    for (const message of [kept, foreign]) await inner.park(message);
    let reads = 0;
    const undelivered: UndeliveredResults = {
      park: (message) => inner.park(message),
      remove: (key) => inner.remove(key),
      all: async function* () {
        for await (const { key, read } of inner.all()) yield { key, read: () => ((reads += 1), read()) };
      },
    };
    const sessions = { belongsTo: ({ sessionId }: Recipient) => Promise.resolve(sessionId !== 'foreign') };
    let time = Date.now();
    const { delivered, logger, run } = await setUp([], { undelivered, sessions }, { now: () => new Date(time) });
    await delivered.deliver({ ...kept, metadata: failure });

    const problems: RedeliveryProblem[] = [];
    const problem = (problem: RedeliveryProblem) => problems.push(problem);
    const options = { known: knownEndings(), problem };
    const still = { ...NOTHING, kept: 1, refused: 1 };
    const named = [
      { key: kept.id, reason: 'kept' },
      { key: foreign.id, reason: 'refused' },
    ];
    expect(await run(options)).toEqual(still);
    expect([logger.lines.length, reads]).toEqual([2, 2]);
    expect(problems.splice(0).sort(byReason)).toEqual(named);

    await inner.park(late);
    time += AN_HOUR - 1;
    expect(await run(options)).toEqual({ ...still, delivered: 1 });
    expect([logger.lines.length, reads]).toEqual([3, 3]);
    expect(problems.splice(0).sort(byReason)).toEqual(named);

    time += 1;
    expect(await run(options)).toEqual(still);
    expect([logger.lines.length, reads]).toEqual([5, 5]);
  });

  test('what failed for a passing reason is tried in every run', async () => {
    const options = { known: knownEndings() };
    const deliver = () => Promise.reject(new DeliveryError('throttled', 'no', 'Wait.'));
    const { logger, run } = await setUp([sampleMessage()], { sink: sinkOf(deliver) });
    for (let tries = 1; tries <= 3; tries++) {
      expect(await run(options)).toEqual({ ...NOTHING, failed: 1, failures: { throttled: 1 } });
      expect(logger.lines).toHaveLength(tries);
    }
  });
});

function byReason(a: RedeliveryProblem, b: RedeliveryProblem): number {
  return String(a.reason) < String(b.reason) ? -1 : 1;
}

test('it is measured how many arrived, and how many are still parked and why', async () => {
  const refused = sampleMessage({ owner: 'somebody else' });
  const failing = sampleMessage();
  const memory = new InMemoryChat();
  const sink = sinkOf((message) =>
    message.id === failing.id
      ? Promise.reject(new DeliveryError('throttled', 'busy', 'Wait.'))
      : memory.deliver(message),
  );
  const sessions = { belongsTo: ({ userId }: Recipient) => Promise.resolve(userId !== 'somebody else') };
  const messages = [sampleMessage(), sampleMessage(), refused, failing];
  const { run, metrics, logger } = await setUp(messages, { sink, history: memory, sessions });
  const call = { requestId: 'run-1', traceId: '1-697deec0-0123456789abcdef01234567' };
  await run({ call });
  expect(metrics.records).toEqual([
    { figures: { ResultsRedelivered: 2 }, facts: call },
    { figures: { RedeliveryFailure: 1 }, facts: { ...call, code: 'session-refused' } },
    { figures: { RedeliveryFailure: 1 }, facts: { ...call, code: 'throttled' } },
  ]);
  expect(new Set(logger.lines.map(({ fields }) => fields['requestId']))).toEqual(new Set(['run-1']));
});

test('a run that finds nothing measures nothing', async () => {
  const { run, metrics } = await setUp([]);
  await run();
  expect(metrics.records).toEqual([]);
});
