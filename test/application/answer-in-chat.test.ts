import 'reflect-metadata';
import { jest } from '@jest/globals';
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
  /** What opening the chat waits for. */
  readonly opening?: () => Promise<unknown>;
}

/** Handles the event; `written` is every state of the chat in order. */
function setUp({ run, belongsTo = () => Promise.resolve(true), rehearse, opening = () => Promise.resolve() }: Setting) {
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
    chats: { async: () => opening().then(() => opened) },
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

/** An orchestrator that answers when `finish` is called. */
function patient() {
  const events = new EventTarget();
  const finished = new Promise<OrchestratorResponse>((resolve) => {
    events.addEventListener('finish', () => {
      resolve(answer);
    });
  });
  return { run: () => finished, finish: () => events.dispatchEvent(new Event('finish')) };
}

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('while the orchestrator works', () => {
  const working = expect.objectContaining({ message: 'ASYNC MODE: Working on a request' }) as object;

  test('for long, the session is checked, the delivery rehearsed, and the log says so', async () => {
    const { run, finish } = patient();
    const seen: string[] = [];
    const rehearsed: ChatMessage[] = [];
    const { once, written, logger } = setUp({
      run: () => (seen.push('run'), run()),
      belongsTo: () => (seen.push('check'), Promise.resolve(true)),
      rehearse: (message) => {
        seen.push('rehearse');
        rehearsed.push(message);
        finish();
        return Promise.reject(new Error('no connection'));
      },
    });
    expect((await once()).metadata['delivery']).toMatchObject({ status: 'delivered' });
    expect(seen).toEqual(['run', 'check', 'rehearse']);
    expect(rehearsed).toMatchObject([{ id: written[0]?.id, owner: 'user-1', text: 'rehearsal' }]);
    expect(written).toMatchObject([{ text: 'All is well' }]);
    const fields = { requestId: 'invocation-1', sessionId: 'session-1', messageId: written[0]?.id };
    expect(logger.lines[0]).toEqual({ level: 'info', message: 'ASYNC MODE: Working on a request', fields });
  });

  test('for a moment only, nothing is rehearsed or said, however long the delivery takes', async () => {
    const seen: string[] = [];
    const { once, written, logger } = setUp({
      run: () => Promise.resolve(answer),
      opening: () => (seen.push('open'), after(200)),
      rehearse: () => Promise.resolve(void seen.push('rehearse')),
    });
    await once();
    await after(200);
    expect(seen).toEqual(['open']);
    expect(written).toMatchObject([{ text: 'All is well' }]);
    expect(logger.lines).not.toContainEqual(working);
  });

  test('for a moment only, the session is checked while an earlier answer is looked for', async () => {
    const seen: string[] = [];
    const { once, chat } = setUp({
      run: () => Promise.resolve(answer),
      belongsTo: () => (seen.push('check'), Promise.resolve(true)),
    });
    jest.spyOn(chat, 'get').mockImplementation(async () => {
      await after(5);
      seen.push('looked for');
      return undefined;
    });
    await once({ submittedAt: undefined });
    expect(seen).toEqual(['check', 'looked for', 'looked for']);
  });

  test('a rehearsal for which the chat is opened too late is left out', async () => {
    const { run, finish } = patient();
    const seen: string[] = [];
    const { once, written, logger } = setUp({
      run,
      opening: async () => {
        finish();
        await after(50);
      },
      rehearse: () => Promise.resolve(void seen.push('rehearse')),
    });
    await once();
    await after(50);
    expect(seen).toEqual([]);
    expect(logger.lines).toContainEqual(working);
    expect(written).toMatchObject([{ text: 'All is well' }]);
  });

  test('the first step does not open the chat at once, but is shown', async () => {
    const opened: string[] = [];
    const fixture = setUp({
      run: async (_request, { report }) => {
        report(steps[0] as (typeof steps)[number]);
        await new Promise((resolve) => setImmediate(resolve));
        opened.push('asked');
        await shown(fixture.written);
        return answer;
      },
      opening: () => Promise.resolve(void opened.push('open')),
    });
    await fixture.once();
    expect(opened).toEqual(['asked', 'open']);
    expect(fixture.written[0]).toMatchObject({ thoughtSteps: [steps[0]], responseComplete: false });
  });

  test('a chat that cannot be opened is opened again for the answer', async () => {
    const { run, finish } = patient();
    const failures = [new Error('no network')];
    const { once, written } = setUp({
      run,
      opening: () => {
        const failure = failures.pop();
        if (!failure) return Promise.resolve();
        setImmediate(finish);
        return Promise.reject(failure);
      },
    });
    expect((await once()).metadata['delivery']).toMatchObject({ status: 'delivered' });
    expect(failures).toEqual([]);
    expect(written).toMatchObject([{ text: 'All is well' }]);
  });
});
