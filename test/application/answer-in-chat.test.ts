import 'reflect-metadata';
import { InMemoryChat } from '../../src/adapters/in-memory/in-memory-chat.ts';
import { InMemoryUndeliveredResults } from '../../src/adapters/in-memory/in-memory-undelivered-results.ts';
import { handleRequest } from '../../src/application/handle-request.ts';
import type { ChatSessions } from '../../src/application/ports/chat-sessions.ts';
import type { Orchestrator } from '../../src/application/ports/orchestrator.ts';
import type { ChatMessage } from '../../src/domain/chat-message.ts';
import type { OrchestratorResponse } from '../../src/domain/orchestrator-response.ts';
import type { ResultSink } from '../../src/domain/result-sink.ts';
import { RecordingLogger } from './recording-logger.ts';
import { RecordingMetrics } from './recording-metrics.ts';
import { sinkOf } from '../sink-of.ts';

const submittedAt = new Date('2026-01-31T12:00:00.000Z');
const event = { query: 'Hello', sessionId: 'session-1', userId: 'user-1' };
const steps = [1, 2].map((step) => ({ step, action: 'Look', reasoning: 'Because' }));
const answer: OrchestratorResponse = {
  success: true,
  message: 'All is well',
  artifacts: [{ type: 'map', data: {} }],
  thoughtSteps: [],
  metadata: { executionTime: 1, toolsUsed: [] },
};

interface Setting {
  readonly run: Orchestrator['run'];
  readonly belongsTo?: ChatSessions['belongsTo'];
  readonly rehearse?: ResultSink['rehearse'];
}

/** Handles the event; `written` is every state of the chat in order. */
function setUp({ run, belongsTo = () => Promise.resolve(true), rehearse }: Setting) {
  const chat = new InMemoryChat();
  const written: ChatMessage[] = [];
  const parked = new InMemoryUndeliveredResults();
  const logger = new RecordingLogger();
  const metrics = new RecordingMetrics();
  const sink: typeof chat.deliver = (message, signal) => {
    written.push(message);
    return chat.deliver(message, signal);
  };
  const opened = {
    sink: { ...sinkOf(sink), ...(rehearse && { rehearse }) },
    history: chat,
    sessions: { belongsTo },
    undelivered: parked,
  };
  const handle = handleRequest({
    orchestrator: { run },
    chats: { async: () => Promise.resolve(opened) },
    settings: { reserveMs: 100, progressIntervalMs: 5 },
    clock: { now: () => new Date() },
    logger,
    metrics,
  });
  const once = (fields: { lastTry?: boolean; timeLeft?: number; submittedAt?: Date | undefined } = {}) => {
    const { timeLeft = 60_000, ...rest } = fields;
    const deadline = new Date(Date.now() + timeLeft);
    return handle(event, { requestId: 'invocation-1', submittedAt, deadline, ...rest });
  };
  return { once, written, chat, parked, logger, metrics };
}

const shown = (written: readonly ChatMessage[]) =>
  new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (written.length === 0) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });

/** Reports its steps, and answers when they are shown. */
function reporting(written: () => readonly ChatMessage[], response: OrchestratorResponse): Orchestrator['run'] {
  return async (_request, { report }) => {
    for (const step of steps) report(step);
    await shown(written());
    return response;
  };
}

test.each([
  ['the time is known', submittedAt],
  ['it is not', undefined],
])('progress and answer have one id and one place in the chat, where %s', async (_, time) => {
  const fixture = setUp({ run: (...job) => reporting(() => fixture.written, answer)(...job) });
  const { once, written } = fixture;
  await once({ submittedAt: time });
  expect(written.map(({ responseComplete }) => responseComplete)).toEqual([...written.slice(1).map(() => false), true]);
  expect(written.length).toBeGreaterThan(1);
  expect(new Set(written.map(({ id, createdAt }) => `${id} ${createdAt}`)).size).toBe(1);
  expect(written.at(-1)).not.toHaveProperty('revision');
});

describe('the steps of the answer', () => {
  test('are those that were reported if the response brings none', async () => {
    const fixture = setUp({ run: (...job) => reporting(() => fixture.written, answer)(...job) });
    await fixture.once();
    expect(fixture.written.at(-1)).toMatchObject({ thoughtSteps: steps, artifacts: answer.artifacts });
  });

  test('are those of the response if it brings any', async () => {
    const own = [{ step: 7, action: 'Think', reasoning: 'Because' }];
    const response = { ...answer, thoughtSteps: own };
    const fixture = setUp({ run: (...job) => reporting(() => fixture.written, response)(...job) });
    await fixture.once();
    expect(fixture.written.at(-1)?.thoughtSteps).toEqual(own);
  });

  test('are kept when the work fails or runs out of time', async () => {
    const failing = setUp({
      run: (_request, { report }) => {
        for (const step of steps) report(step);
        return Promise.reject(new Error('an accident'));
      },
    });
    await failing.once();
    expect(failing.written.at(-1)).toMatchObject({ thoughtSteps: steps, metadata: { success: false } });

    const endless = setUp({
      run: (_request, { report }) => {
        for (const step of steps) report(step);
        return new Promise(() => undefined);
      },
    });
    await endless.once({ timeLeft: 400 });
    expect(endless.written.at(-1)).toMatchObject({
      thoughtSteps: steps,
      responseComplete: true,
      metadata: { error: { code: 'job-timeout' } },
    });
  });
});

describe('work that asks to be tried again', () => {
  const busy = Object.assign(new Error('busy'), { retryable: true });

  test('is thrown, and the chat stays pending; a later try finishes the same message', async () => {
    let tries = 0;
    const fixture = setUp({
      run: async (_request, { report }) => {
        report(steps[tries] ?? { step: 3, action: 'Look', reasoning: 'Because' });
        await shown(fixture.written);
        if (++tries === 1) throw busy;
        return answer;
      },
    });
    const { once, chat, written } = fixture;
    await expect(once()).rejects.toBe(busy);
    const id = written[0]?.id ?? '';
    expect(chat.find(id)).toMatchObject({ responseComplete: false });
    expect((await once()).metadata['delivery']).toEqual({ status: 'delivered', messageId: id });
    expect(chat.find(id)).toMatchObject({ responseComplete: true, text: 'All is well' });
  });

  test('is a failure in the chat on the last try', async () => {
    const { once, written } = setUp({ run: () => Promise.reject(busy) });
    expect((await once({ lastTry: true })).metadata['delivery']).toMatchObject({ status: 'delivered' });
    expect(written).toMatchObject([{ responseComplete: true, metadata: { error: { retryable: true } } }]);
  });
});

test('a session that cannot be looked up: the answer is parked, not written', async () => {
  const { once, written, parked } = setUp({
    run: () => Promise.resolve(answer),
    belongsTo: () => Promise.reject(new Error('no table')),
  });
  expect((await once()).metadata['delivery']).toMatchObject({ status: 'parked' });
  expect(written).toEqual([]);
  const kept: unknown[] = [];
  for await (const { read } of parked.all()) kept.push(await read());
  expect(kept).toMatchObject([{ text: 'All is well' }]);
});

describe('while the orchestrator works', () => {
  const working = /Working on a request/;

  test('for long, the session is checked, the delivery rehearsed, and the log says so', async () => {
    const seen: string[] = [];
    const rehearsed: ChatMessage[] = [];
    let finish: (response: OrchestratorResponse) => void;
    const { once, written, logger } = setUp({
      run: () => {
        seen.push('run');
        return new Promise((resolve) => {
          finish = resolve;
        });
      },
      belongsTo: () => {
        seen.push('check');
        return Promise.resolve(true);
      },
      rehearse: (message) => {
        expect(written).toEqual([]);
        rehearsed.push(message);
        finish(answer);
        return Promise.reject(new Error('no connection'));
      },
    });
    expect((await once()).metadata['delivery']).toMatchObject({ status: 'delivered' });
    expect(seen).toEqual(['run', 'check']);
    expect(rehearsed).toMatchObject([{ id: written[0]?.id, owner: 'user-1', text: 'rehearsal' }]);
    expect(written).toMatchObject([{ text: 'All is well' }]);
    expect(logger.lines[0]).toMatchObject({
      level: 'info',
      message: expect.stringMatching(working) as string,
      fields: { requestId: 'invocation-1', sessionId: 'session-1' },
    });
  });

  test('for a moment only, nothing is rehearsed or said, and the chat is opened when there is an answer', async () => {
    const seen: string[] = [];
    const { once, written, logger } = setUp({
      run: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        seen.push('answered');
        return answer;
      },
      belongsTo: () => {
        seen.push('check');
        return Promise.resolve(true);
      },
      rehearse: () => Promise.resolve(void seen.push('rehearse')),
    });
    await once();
    expect(seen).toEqual(['answered', 'check']);
    expect(written).toMatchObject([{ text: 'All is well' }]);
    expect(logger.lines.filter(({ message }) => working.test(message))).toEqual([]);
  });

  test('a chat that cannot be opened then is opened again for the answer', async () => {
    const failures = [new Error('no network')];
    let finish: (response: OrchestratorResponse) => void;
    const { once, written } = setUp({
      run: () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
      belongsTo: () => {
        const failure = failures.pop();
        if (!failure) return Promise.resolve(true);
        finish(answer);
        return Promise.reject(failure);
      },
    });
    expect((await once()).metadata['delivery']).toMatchObject({ status: 'delivered' });
    expect(written).toMatchObject([{ text: 'All is well' }]);
  });
});
