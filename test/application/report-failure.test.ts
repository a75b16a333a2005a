import 'reflect-metadata';
import { InMemoryChat } from '../../src/adapters/in-memory/in-memory-chat.ts';
import { InMemoryUndeliveredResults } from '../../src/adapters/in-memory/in-memory-undelivered-results.ts';
import { UncheckedChatSessions } from '../../src/adapters/noop/unchecked-chat-sessions.ts';
import { answerIdentity } from '../../src/application/answer-identity.ts';
import type { ChatHistory } from '../../src/application/ports/chat-history.ts';
import type { Figures } from '../../src/application/ports/metrics.ts';
import { reportFailure, type FailedJob } from '../../src/application/report-failure.ts';
import type { ChatMessage } from '../../src/domain/chat-message.ts';
import { DeliveryError } from '../../src/domain/delivery-error.ts';
import { sampleMessage } from '../../src/entrypoints/library/testing/sample-message.ts';
import { RecordingLogger } from './recording-logger.ts';
import { RecordingMetrics } from './recording-metrics.ts';

const now = new Date('2026-01-31T18:00:00.000Z');
const deadline = new Date('2026-01-31T18:01:00.000Z');
const submittedAt = new Date('2026-01-31T12:00:00.999Z');
const recipient = { sessionId: 'session-1', userId: 'user-1' };
const event = { query: 'a secret question', ...recipient };
const invocation = { requestId: 'invocation-1', submittedAt, deadline };
const crash: FailedJob = { event, invocation, sameInvocation: true, code: 'job-crashed', tries: 3 };

/** The identity that the tries agreed on. */
const { id, createdAt } = answerIdentity({}, recipient, invocation, submittedAt);

function setUp({ messageTtlDays }: { messageTtlDays?: number } = {}) {
  const chat = new InMemoryChat({ now: () => now });
  const logger = new RecordingLogger();
  const metrics = new RecordingMetrics();
  const undelivered = new InMemoryUndeliveredResults();
  let opened = 0;
  const report = reportFailure({
    chats: {
      async: () => {
        opened++;
        return Promise.resolve({ sink: chat, history: chat, sessions: new UncheckedChatSessions(), undelivered });
      },
    },
    settings: { reserveMs: 10_000, progressIntervalMs: 1_000, messageTtlDays },
    clock: { now: () => now },
    logger,
    metrics,
  });
  const messages = async () => (await chat.list({ ...recipient, limit: 10 })).messages;
  return { report, chat, undelivered, messages, logger, metrics, opened: () => opened };
}

function begun(fields: Partial<ChatMessage> = {}): ChatMessage {
  const pending = { responseComplete: false, revision: 1, deadlineAt: now.toISOString(), artifacts: [] };
  return sampleMessage({ id, createdAt: createdAt.toISOString(), ...pending, ...fields });
}

test.each<[FailedJob['code'], RegExp]>([
  ['job-timeout', /longer than is allowed/],
  ['job-crashed', /broke off/],
  ['job-expired', /too busy/],
  ['tries-exhausted', /tried several times/],
])('%s: the user is told in plain words, under the id of the answer', async (code, words) => {
  const { report, messages } = setUp();
  expect(await report({ ...crash, code })).toEqual({ status: 'delivered', messageId: id });
  const [message, ...others] = await messages();
  expect(others).toEqual([]);
  expect(message).toMatchObject({
    id,
    createdAt: createdAt.toISOString(),
    updatedAt: now.toISOString(),
    responseComplete: true,
    metadata: { success: false, error: { code, retryable: true, remediationSteps: expect.any(Array) as unknown[] } },
  });
  expect(message?.text).toMatch(words);
});

test('it expires with the days that a message is kept', async () => {
  const { report, messages } = setUp({ messageTtlDays: 30 });
  await report(crash);
  expect((await messages())[0]?.expiresAt).toBe(Math.ceil(now.getTime() / 1_000) + 30 * 86_400);
});

test('reported twice, there is one message', async () => {
  const { report, messages } = setUp();
  await report(crash);
  expect(await report(crash)).toEqual({ status: 'already-delivered', messageId: id });
  expect(await messages()).toHaveLength(1);
});

describe.each([
  ['the time of the tries is known', crash],
  ['it is not', { ...crash, sameInvocation: false, invocation: { ...invocation, submittedAt: now } }],
  ['no time is known', { ...crash, sameInvocation: false, invocation: { ...invocation, submittedAt: undefined } }],
])('what a try left, where %s:', (_, job) => {
  test('a finished answer stays', async () => {
    const { report, chat, messages } = setUp();
    const finished = sampleMessage({ id, createdAt: createdAt.toISOString() });
    await chat.deliver(finished);
    expect(await report(job)).toEqual({ status: 'already-delivered', messageId: id });
    expect(await messages()).toEqual([finished]);
  });

  test('an unfinished one is finished in its place, and keeps its steps', async () => {
    const { report, chat, messages } = setUp();
    const pending = begun();
    await chat.deliver(pending);
    expect(await report(job)).toEqual({ status: 'delivered', messageId: id });
    const [message, ...others] = await messages();
    expect(others).toEqual([]);
    expect(message).toMatchObject({ responseComplete: true, metadata: { success: false } });
    expect(message).toMatchObject({ createdAt: pending.createdAt, thoughtSteps: pending.thoughtSteps });
    expect(message).not.toHaveProperty('deadlineAt');
  });
});

test('another user’s answer is no answer to this request', async () => {
  const { report, chat } = setUp();
  await chat.deliver(begun({ owner: 'user-2' }));
  const unknown = { ...crash, sameInvocation: false, invocation: { ...invocation, submittedAt: undefined } };
  expect(await report(unknown)).not.toMatchObject({ messageId: id });
});

test('where the look back fails, nothing is asked any more', async () => {
  const { report, chat, messages } = setUp();
  let asked: AbortSignal | undefined;
  chat.findAnswer = (...[, , , signal]: Parameters<ChatHistory['findAnswer']>) => {
    asked = signal;
    return Promise.reject(new DeliveryError('unavailable', 'the table cannot be reached', ''));
  };
  const unknown = { ...crash, sameInvocation: false, invocation: { ...invocation, submittedAt: undefined } };
  await expect(report(unknown)).rejects.toMatchObject({ code: 'unavailable' });
  expect(asked?.aborted).toBe(true);
  expect(await messages()).toEqual([]);
});

test.each<[string, unknown]>([
  ['names no chat', { query: 'Hello' }],
  ['wants its answer returned', { ...event, delivery: 'return' }],
  ['was never valid', { ...event, query: '' }],
  ['is nothing', undefined],
])('an event that %s: nobody is told, but the log', async (_, other) => {
  const { report, logger, opened } = setUp();
  expect(await report({ ...crash, event: other })).toBeUndefined();
  expect(opened()).toBe(0);
  const fields = { requestId: 'invocation-1', code: 'job-crashed', tries: 3 };
  expect(logger.lines).toMatchObject([{ level: 'error', message: 'A job ended without a result', fields }]);
});

test('the log holds nothing of the event', async () => {
  const { report, logger } = setUp();
  await report(crash);
  expect(JSON.stringify(logger.lines)).not.toContain('secret');
});

test.each<[FailedJob['code'], Figures]>([
  ['job-timeout', { JobFailure: 1, JobTimeouts: 1 }],
  ['job-crashed', { JobFailure: 1 }],
])('%s is measured as a failure of the job, and names the call that failed', async (code, figures) => {
  const { report, metrics, messages } = setUp();
  const traceId = '1-697deec0-0123456789abcdef01234567';
  await report({ ...crash, code, invocation: { ...invocation, traceId } });
  expect(metrics.records).toContainEqual({ figures, facts: { requestId: 'invocation-1', traceId, code } });
  expect(metrics.sum('WriteSuccess')).toBe(1);
  expect(await messages()).toMatchObject([{ metadata: { requestId: 'invocation-1', traceId } }]);
});

test('a failure that is reported again and again, until it can be written, is counted once', async () => {
  const { report, chat, undelivered, metrics } = setUp();
  const away = () => Promise.reject(new DeliveryError('unavailable', 'away', 'Wait.'));
  const deliver = chat.deliver.bind(chat);
  Object.assign(chat, { deliver: away });
  Object.assign(undelivered, { park: away });
  expect(await report(crash)).toMatchObject({ status: 'failed' });
  expect(await report(crash)).toMatchObject({ status: 'failed' });
  Object.assign(chat, { deliver });
  expect(await report(crash)).toMatchObject({ status: 'delivered' });
  expect(await report(crash)).toMatchObject({ status: 'already-delivered' });
  expect(metrics.sum('JobFailure')).toBe(1);
});

test('a job that was answered before its time was up is no failure', async () => {
  const { report, chat, metrics } = setUp();
  await chat.deliver(sampleMessage({ id, createdAt: createdAt.toISOString() }));
  await report({ ...crash, code: 'job-timeout' });
  expect([metrics.sum('JobFailure'), metrics.sum('JobTimeouts')]).toEqual([0, 0]);
});

test('the failure of a job without a chat is counted', async () => {
  const { report, metrics } = setUp();
  await report({ ...crash, event: { query: 'Hello' } });
  expect(metrics.sum('JobFailure')).toBe(1);
});
