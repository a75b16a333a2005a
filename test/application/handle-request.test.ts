import 'reflect-metadata';
import { InMemoryChat } from '../../src/adapters/in-memory/in-memory-chat.ts';
import { UncheckedChatSessions } from '../../src/adapters/noop/unchecked-chat-sessions.ts';
import { UnconfiguredUndeliveredResults } from '../../src/adapters/noop/unconfigured-undelivered-results.ts';
import { handleRequest } from '../../src/application/handle-request.ts';
import { ChatCourierError } from '../../src/domain/chat-courier-error.ts';
import { DeliveryError } from '../../src/domain/delivery-error.ts';
import type { OrchestratorRequest } from '../../src/domain/orchestrator-request.ts';
import type { OrchestratorResponse } from '../../src/domain/orchestrator-response.ts';
import type { ResultSink } from '../../src/domain/result-sink.ts';
import { RecordingLogger } from './recording-logger.ts';
import { RecordingMetrics } from './recording-metrics.ts';
import { sinkOf } from '../sink-of.ts';

const now = new Date('2026-01-31T12:05:00.000Z');
const deadline = new Date('2026-01-31T12:20:00.000Z');
const submittedAt = new Date('2026-01-31T12:00:00.000Z');
const traceId = '1-697e0cc0-0123456789abcdef01234567';
const invocation = { requestId: 'invocation-1', traceId, submittedAt, deadline };
const recipient = { sessionId: 'session-1', userId: 'user-1' };
const query = 'a secret question';
const answer: OrchestratorResponse = {
  success: true,
  message: 'a secret answer',
  artifacts: [{ type: 'map', data: { secret: 'artifact' }, extra: 1 }],
  thoughtSteps: [{ step: 1, action: 'secret step', reasoning: 'Because' }],
  metadata: { executionTime: 7, toolsUsed: ['eyes'], extra: 3 },
  responseComplete: true,
};

function setUp({ sink, run }: { sink?: ResultSink; run?: (request: OrchestratorRequest) => unknown } = {}) {
  const chat = new InMemoryChat();
  const logger = new RecordingLogger();
  const metrics = new RecordingMetrics();
  const sessions = new UncheckedChatSessions();
  const undelivered = new UnconfiguredUndeliveredResults();
  const opened: string[] = [];
  const requests: OrchestratorRequest[] = [];
  const handle = handleRequest({
    orchestrator: {
      run: async (request) => {
        requests.push(request);
        return (await (run ? run(request) : answer)) as OrchestratorResponse;
      },
    },
    chats: {
      async: () => {
        opened.push('async');
        return Promise.resolve({ sink: sink ?? chat, history: chat, sessions, undelivered });
      },
    },
    settings: { reserveMs: 10_000, progressIntervalMs: 1_000 },
    clock: { now: () => now },
    logger,
    metrics,
  });
  const messages = async () => (await chat.list({ ...recipient, limit: 100 })).messages;
  return { handle: (event: unknown) => handle(event, invocation), messages, logger, metrics, opened, requests };
}

test('what an orchestrator does to its request is not seen by the next try', async () => {
  const spoil = (request: OrchestratorRequest) => {
    Object.assign(request, { userId: 'mallory', query: 'another' });
    Object.assign(request.context ?? {}, { step: 2 });
    return answer;
  };
  const { handle } = setUp({ run: spoil });
  const event = { query, userId: 'user-1', context: { step: 1 } };
  await handle(event);
  expect(event).toEqual({ query, userId: 'user-1', context: { step: 1 } });
});

describe('in sync mode', () => {
  test.each([
    [{ query }],
    [{ query, ...recipient, delivery: 'return' }],
    [{ query, sessionId: 'session-1', userId: '' }],
  ])('the response is returned as it is, and no sink is opened: %j', async (request) => {
    const { handle, opened, messages, requests } = setUp();
    expect(await handle(request)).toEqual(answer);
    expect(requests).toEqual([request]);
    expect(opened).toEqual([]);
    expect(await messages()).toEqual([]);
  });
});

describe('in async mode', () => {
  test('the answer is in the chat, and the response says so', async () => {
    const { handle, messages } = setUp();
    const response = await handle({ query, ...recipient });
    const [message, ...others] = await messages();
    expect(others).toEqual([]);
    expect(message).toEqual({
      id: expect.stringMatching(/^msg-1769860800000-[a-z0-9]{20}$/) as string,
      chatSessionId: 'session-1',
      owner: 'user-1',
      role: 'ai',
      text: answer.message,
      responseComplete: true,
      artifacts: answer.artifacts,
      thoughtSteps: answer.thoughtSteps,
      metadata: { requestId: 'invocation-1', traceId, ...answer.metadata },
      createdAt: '2026-01-31T12:00:00.000Z',
      updatedAt: '2026-01-31T12:05:00.000Z',
    });
    const delivery = { status: 'delivered', messageId: message?.id };
    expect(response).toEqual({ ...answer, metadata: { ...answer.metadata, delivery } });
  });

  test('the same event twice is one message, and the second response says so', async () => {
    const { handle, messages } = setUp();
    await handle({ query, ...recipient });
    const { metadata } = await handle({ query, ...recipient });
    expect(metadata['delivery']).toMatchObject({ status: 'already-delivered' });
    expect(await messages()).toHaveLength(1);
  });

  test('the orchestrator is asked before the chat is opened', async () => {
    const openedAtStart: string[][] = [];
    const { handle, opened } = setUp({
      run: () => {
        openedAtStart.push([...opened]);
        return answer;
      },
    });
    await handle({ query, ...recipient });
    expect(openedAtStart).toEqual([[]]);
    expect(opened).toEqual(['async']);
  });

  test('what the orchestrator left out is empty', async () => {
    const { handle } = setUp({ run: () => ({ success: true, message: 'short', unknown: 1 }) });
    expect(await handle({ query })).toEqual({
      success: true,
      message: 'short',
      artifacts: [],
      thoughtSteps: [],
      metadata: { executionTime: 0, toolsUsed: [] },
      unknown: 1,
    });
  });

  test.each([
    ['throws', () => Promise.reject(new Error('secret reason')), 'orchestrator-failed'],
    ['returns nothing', () => undefined, 'invalid-orchestrator-response'],
    ['returns something else', () => ({ message: 'no success' }), 'invalid-orchestrator-response'],
    ['times out', () => Promise.reject(new ChatCourierError('orchestrator-timeout', 'late')), 'orchestrator-timeout'],
  ])('an orchestrator that %s ends in a plain failure in the chat', async (_, run, code) => {
    const { handle, messages } = setUp({ run });
    const response = await handle({ query, ...recipient });
    const [message] = await messages();
    expect(message).toMatchObject({ responseComplete: true, metadata: { success: false, error: { code } } });
    expect(message?.text).toMatch(/no result/);
    expect(JSON.stringify([message, response])).not.toMatch(/secret reason|handle-request/);
    expect(response).toMatchObject({ success: false, metadata: { delivery: { status: 'delivered' } } });
  });
});

describe('a write that fails', () => {
  const failing = (error: Error): ResultSink => sinkOf(() => Promise.reject(error));

  test.each(['table-not-found', 'permission-denied', 'invalid-item', 'unknown-write-error'] as const)(
    '(%s) leaves the response alone, and is reported and logged with what to do about it',
    async (code) => {
      const cause = new Error('the cause');
      const error = new DeliveryError(code, 'what happened', 'what to do', { cause, itemBytes: 123 });
      const { handle, logger } = setUp({ sink: failing(error) });
      const { metadata, ...response } = await handle({ query, ...recipient });
      expect({ ...response, metadata: answer.metadata }).toEqual(answer);
      expect(metadata['delivery']).toEqual({
        status: 'failed',
        messageId: expect.stringMatching(/^msg-/) as string,
        error: { code, message: 'what happened', remedy: 'what to do' },
      });
      expect(logger.lines.at(-2)).toEqual({
        level: 'error',
        message: '❌ Failed to write results to ChatMessage: what happened',
        fields: {
          ...{ requestId: 'invocation-1', traceId, sessionId: 'session-1' },
          messageId: expect.stringMatching(/^msg-/) as string,
          artifactCount: 1,
          thoughtStepCount: 1,
          code,
          remedy: 'what to do',
          itemBytes: 123,
          durationMs: 0,
          err: error,
        },
      });
    },
  );

  test('with an error that nobody foresaw is reported too', async () => {
    const { handle } = setUp({ sink: failing(new TypeError('a bug')) });
    const { metadata } = await handle({ query, ...recipient });
    expect(metadata['delivery']).toMatchObject({ status: 'failed', error: { code: 'unknown-write-error' } });
  });
});

describe('the log', () => {
  test('tells a delivery in the words that log searches know, with its facts', async () => {
    const { handle, logger } = setUp();
    await handle({ query, ...recipient });
    const facts = {
      ...{ requestId: 'invocation-1', traceId, sessionId: 'session-1' },
      messageId: expect.stringMatching(/^msg-/) as string,
      artifactCount: 1,
      thoughtStepCount: 1,
    };
    expect(logger.lines).toEqual([
      { level: 'info', message: 'ASYNC MODE: Writing results to ChatMessage table', fields: facts },
      {
        level: 'info',
        message: '✅ Results written to ChatMessage table',
        fields: { ...facts, status: 'delivered', itemBytes: expect.any(Number) as number, durationMs: 0 },
      },
    ]);
  });

  test('names the call in the line of a request that is not valid', async () => {
    const { handle, logger } = setUp();
    await handle({ query: '' });
    expect(logger.lines).toMatchObject([{ level: 'warn', fields: { requestId: 'invocation-1', traceId } }]);
  });

  test('holds no query, message text or artifact', async () => {
    const { handle, logger } = setUp();
    await handle({ query, ...recipient });
    await handle({ query: 7, sessionId: 'secret' });
    expect(JSON.stringify(logger.lines)).not.toContain('secret');
  });
});

describe('what is measured', () => {
  const call = { requestId: 'invocation-1', traceId };

  test('names the call, and the message', async () => {
    const { handle, metrics } = setUp();
    const { metadata } = await handle({ query, ...recipient });
    const { messageId } = metadata['delivery'] as { messageId: string };
    expect(metrics.records).toEqual([
      { figures: { JobDuration: 0 }, facts: call },
      {
        figures: { WriteSuccess: 1, WriteLatency: 0, MessageSize: expect.any(Number) as number },
        facts: { ...call, messageId },
      },
    ]);
  });

  test('in sync mode, is the work alone', async () => {
    const { handle, metrics } = setUp();
    await handle({ query });
    expect(metrics.records).toEqual([{ figures: { JobDuration: 0 }, facts: call }]);
  });

  test('of a request that is not valid, is a failure', async () => {
    const { handle, metrics } = setUp();
    await handle({ query: '' });
    expect(metrics.records).toEqual([{ figures: { JobFailure: 1 }, facts: { ...call, code: 'invalid-request' } }]);
  });
});

test("an orchestrator's own metadata stay, whatever they are called", async () => {
  const metadata = { ...answer.metadata, requestId: 'its own', traceId: 'its own' };
  const { handle, messages } = setUp({ run: () => ({ ...answer, metadata }) });
  await handle({ query, ...recipient });
  expect(await messages()).toMatchObject([{ metadata }]);
});

describe('a request that is not valid', () => {
  test.each([
    [undefined, ''],
    ['text', ''],
    [{}, 'query'],
    [{ query: '' }, 'query'],
    [{ query, sessionId: 5 }, 'sessionId'],
    [{ query, userId: 'a\u0000b' }, 'userId'],
    [{ query, sessionId: '\ud800' }, 'sessionId'],
    [{ query, sessionId: 'x'.repeat(257) }, 'sessionId'],
    [{ query, context: [] }, 'context'],
    [{ query, submittedAt: 'yesterday' }, 'submittedAt'],
    [{ query, submittedAt: '1960-01-01T00:00:00Z' }, 'submittedAt'],
    [{ query, requestId: '' }, 'requestId'],
    [{ query, delivery: 'mail' }, 'delivery'],
    [{ query, delivery: 'chat', userId: 'user-1' }, 'sessionId'],
  ])('%# names the field and has no effect', async (event, field) => {
    const { handle, requests, opened } = setUp();
    const response = await handle(event);
    expect(response.success).toBe(false);
    expect(response.metadata['validationErrors']).toEqual([{ field, message: expect.any(String) as string }]);
    expect([requests, opened]).toEqual([[], []]);
  });
});
