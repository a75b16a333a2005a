import 'reflect-metadata';
import { LocalEventQueue } from '../../src/adapters/event-queue/local-event-queue.ts';
import { InMemoryChat } from '../../src/adapters/in-memory/in-memory-chat.ts';
import { InMemoryEventJournal } from '../../src/adapters/in-memory/in-memory-event-journal.ts';
import { UncheckedChatSessions } from '../../src/adapters/noop/unchecked-chat-sessions.ts';
import type { ChatSessions } from '../../src/application/ports/chat-sessions.ts';
import { postQuery } from '../../src/application/post-query.ts';
import { sampleMessage } from '../../src/entrypoints/library/testing/sample-message.ts';
import { RecordingLogger } from './recording-logger.ts';
import { RecordingMetrics } from './recording-metrics.ts';

const recipient = { sessionId: 'session-1', userId: 'user-1' };
const inChat = { chatSessionId: recipient.sessionId, owner: recipient.userId };
const limit = 1;

/** A queue with one place, whose jobs see the chat as it is when they begin, and never end. */
function setUp(settings: { messageTtlDays?: number } = {}, sessions: ChatSessions = new UncheckedChatSessions()) {
  const seen: string[][] = [];
  const chat = new InMemoryChat();
  const journal = new InMemoryEventJournal();
  const logger = new RecordingLogger();
  const metrics = new RecordingMetrics();
  const said = async () => (await chat.list({ ...recipient, limit: 100 })).messages.map(({ text }) => text);
  const workOff = async () => {
    seen.push(await said());
    return new Promise<never>(() => undefined);
  };
  const events = new LocalEventQueue({ concurrency: 1, limit }, { journal, workOff, logger });
  const open = () => Promise.resolve({ sink: chat, history: chat, sessions });
  const clock = { now: () => new Date() };
  const post = postQuery({ chats: { async: open } as never, events, settings, clock, logger, metrics });
  return {
    ask: (query: string) => post(recipient, { query }),
    post,
    said,
    seen,
    chat,
    journal,
    events,
    logger,
    metrics,
  };
}

test('the question is in the chat before the job begins', async () => {
  const { ask, seen } = setUp();
  await ask('Hello');
  await new Promise(setImmediate);
  expect(seen).toEqual([['Hello']]);
});

test('the question expires with the days that a message is kept', async () => {
  const { ask, chat } = setUp({ messageTtlDays: 30 });
  const before = Math.floor(Date.now() / 1_000);
  await ask('Hello');
  const [question] = (await chat.list({ ...recipient, limit: 1 })).messages;
  expect(question?.expiresAt).toBe(Math.ceil(Date.parse(question?.updatedAt ?? '') / 1_000) + 30 * 86_400);
  expect(question?.expiresAt).toBeGreaterThanOrEqual(before + 30 * 86_400);
});

test('a full queue leaves no question behind that nobody will answer', async () => {
  const { ask, said } = setUp();
  await ask('first');
  await expect(ask('second')).rejects.toMatchObject({ code: 'queue-full' });
  expect(await said()).toEqual(['first']);
});

test('questions at the same time get no more places than there are', async () => {
  const { ask, said } = setUp();
  const outcomes = await Promise.allSettled(['a', 'b', 'c'].map(ask));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(await said()).toEqual(['a']);
});

test('a closed queue leaves no question behind', async () => {
  const { ask, said, events } = setUp();
  await events.close();
  await expect(ask('late')).rejects.toMatchObject({ code: 'queue-closed' });
  expect(await said()).toEqual([]);
});

test('a question that cannot be written is no job, and gives its place back', async () => {
  const { ask, chat, journal, seen } = setUp();
  const deliver = chat.deliver.bind(chat);
  chat.deliver = () => Promise.reject(new Error('no table'));
  await expect(ask('lost')).rejects.toThrow('no table');
  expect(await journal.load()).toEqual([]);
  chat.deliver = deliver;
  await ask('Hello');
  await new Promise(setImmediate);
  expect(seen).toEqual([['Hello']]);
});

describe('a question that is said again under its own name', () => {
  const query = { query: 'Hello', requestId: 'mine-1', submittedAt: '2026-01-31T12:00:00.000Z' };

  test('is stored and worked on once, and stands where it was said to stand', async () => {
    const { post, seen, chat } = setUp();
    const first = await post(recipient, query);
    expect(await post(recipient, query)).toEqual(first);
    await new Promise(setImmediate);
    expect(seen).toHaveLength(1);
    const { messages } = await chat.list({ ...recipient, limit: 9 });
    expect(messages).toMatchObject([{ text: 'Hello', createdAt: query.submittedAt }]);
  });

  test('is not worked on again when its answer is finished', async () => {
    const { messageId: id } = await setUp().post(recipient, query);
    const { post, seen, chat } = setUp();
    await chat.deliver(sampleMessage({ ...inChat, id }));
    expect(await post(recipient, query)).toEqual({ messageId: id });
    await new Promise(setImmediate);
    expect(seen).toEqual([]);
  });

  test('is not taken for the question of another user who chose the same name', async () => {
    const { post } = setUp();
    await post(recipient, query);
    await expect(post({ ...recipient, userId: 'user-2' }, query)).rejects.toMatchObject({ code: 'queue-full' });
  });

  test('must say when it was said first', async () => {
    const { post } = setUp();
    const issues = [{ field: 'submittedAt', message: 'is required with requestId' }];
    await expect(post(recipient, { query: 'Hello', requestId: 'mine-1' })).rejects.toMatchObject({ issues });
  });
});

test("a question in somebody else's session is refused: told, counted, and not written", async () => {
  const { post, said, logger, metrics } = setUp({}, { belongsTo: () => Promise.resolve(false) });
  const traceId = '1-697deec0-0123456789abcdef01234567';
  const asked = post(recipient, { query: 'Hello' }, traceId);
  await expect(asked).rejects.toMatchObject({ code: 'session-refused' });
  const fields = { securityEvent: 'session-refused', ...recipient, traceId };
  expect(logger.lines).toMatchObject([{ level: 'error', fields }]);
  expect(metrics.records).toEqual([{ figures: { SessionsRefused: 1 }, facts: { traceId } }]);
  expect(await said()).toEqual([]);
});
