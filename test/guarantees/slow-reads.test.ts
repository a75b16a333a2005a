import { InMemoryChat } from '../../src/adapters/in-memory/in-memory-chat.ts';
import { InMemoryUndeliveredResults } from '../../src/adapters/in-memory/in-memory-undelivered-results.ts';
import { UncheckedChatSessions } from '../../src/adapters/noop/unchecked-chat-sessions.ts';
import type { Chat } from '../../src/application/ports/chat.ts';
import { handleRequest } from '../../src/application/handle-request.ts';
import type { Orchestrator } from '../../src/application/ports/orchestrator.ts';
import { reportFailure } from '../../src/application/report-failure.ts';
import type { OrchestratorRequest } from '../../src/domain/orchestrator-request.ts';
import type { ThoughtStep } from '../../src/domain/orchestrator-response.ts';
import { until } from '../end-to-end/until.ts';
import { sinkOf } from '../sink-of.ts';

/** What hangs does not keep a message from getting somewhere before the platform ends the work. */
const REQUEST = { query: 'Hello', sessionId: 'session-1', userId: 'user-1' };
const STEP = { step: 1, action: 'Working', reasoning: 'Because' };
const never = () => new Promise<never>(() => undefined);

function setUp(replaced: Partial<Chat> = {}) {
  const messages = new InMemoryChat();
  const undelivered = new InMemoryUndeliveredResults();
  const chat = { sink: messages, history: messages, sessions: new UncheckedChatSessions(), undelivered, ...replaced };
  const deps = {
    chats: { async: () => Promise.resolve(chat) },
    settings: { reserveMs: 1_000, progressIntervalMs: 10 },
    clock: { now: () => new Date() },
    logger: { log: () => undefined },
    metrics: { record: () => undefined },
  };
  const soon = (ms = 1_000) => ({
    requestId: 'invocation-1',
    submittedAt: undefined,
    deadline: new Date(Date.now() + ms),
  });
  const fail = (known: Partial<OrchestratorRequest> = {}) =>
    reportFailure(deps)({
      event: { ...REQUEST, ...known },
      code: 'job-crashed',
      sameInvocation: false,
      tries: 3,
      invocation: soon(),
    });
  const run = (orchestrator: Orchestrator, ms?: number) => handleRequest({ ...deps, orchestrator })(REQUEST, soon(ms));
  return { messages, undelivered, fail, run };
}

const hanging = { list: never, get: never, findAnswer: never };

test('a failure is reported although looking for an earlier answer hangs, if the id is known without', async () => {
  const { fail, messages } = setUp({ history: hanging });
  const known = { requestId: 'request-1', submittedAt: new Date().toISOString() };
  expect(await fail(known)).toMatchObject({ status: 'delivered' });
  const { messages: found } = await messages.list({ ...REQUEST, limit: 10 });
  expect(found).toMatchObject([{ metadata: { error: { code: 'job-crashed' } } }]);
});

test('else the platform has to try again: a second message beside an answer would be worse', async () => {
  const { fail, messages } = setUp({ history: hanging });
  await expect(fail()).rejects.toMatchObject({ code: 'out-of-time' });
  expect((await messages.list({ ...REQUEST, limit: 10 })).messages).toEqual([]);
});

test('a failure is parked if it is not known whose session it is', async () => {
  const { fail, undelivered } = setUp({ sessions: { belongsTo: never } });
  expect(await fail()).toMatchObject({ status: 'parked', error: { code: 'out-of-time' } });
  const parked = [];
  for await (const message of undelivered.all()) parked.push(message);
  expect(parked).toHaveLength(1);
});

test('any number of milliseconds may be left', async () => {
  for (let ms = 1_000; ms < 1_020; ms++) {
    const { run } = setUp();
    const response = run({ run: () => Promise.resolve({ success: true, message: 'Hi' } as never) }, ms);
    expect(await response).toMatchObject({ metadata: { delivery: { status: 'delivered' } } });
  }
});

test('what an orchestrator reports when its time is up is not in the answer, whenever that is written', async () => {
  let late: (() => void) | undefined;
  const { run, messages } = setUp({ sessions: { belongsTo: () => until(() => late && true) } });
  const response = run({
    run: (_request, { signal, report }) => {
      report(STEP);
      signal.addEventListener('abort', () => {
        setImmediate(() => {
          report({ ...STEP, step: 2 });
          late = () => undefined;
        });
      });
      return never();
    },
  });
  expect(await response).toMatchObject({ metadata: { delivery: { status: 'delivered' } } });
  const { messages: found } = await messages.list({ ...REQUEST, limit: 10 });
  expect(found).toMatchObject([{ responseComplete: true, thoughtSteps: [STEP] satisfies ThoughtStep[] }]);
});

test('progress that could not be written is not tried again when the answer is there', async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const finished = new InMemoryChat();
  const sink = sinkOf((message, signal) => {
    if (message.responseComplete) return finished.deliver(message, signal);
    signals.push(signal);
    return never();
  });
  const { run } = setUp({ sink });
  const response = await run({
    run: async (_request, { report }) => {
      report(STEP);
      await until(() => signals[0]);
      return { success: true, message: 'Hi' } as never;
    },
  });
  expect(response).toMatchObject({ metadata: { delivery: { status: 'delivered' } } });
  expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
});
