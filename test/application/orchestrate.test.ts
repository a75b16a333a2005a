import { orchestrate } from '../../src/application/orchestrate.ts';
import type { Figures, MeasuredFacts } from '../../src/application/ports/metrics.ts';
import type { Job, Orchestrator } from '../../src/application/ports/orchestrator.ts';
import { ChatCourierError } from '../../src/domain/chat-courier-error.ts';
import { RecordingLogger } from './recording-logger.ts';
import { RecordingMetrics } from './recording-metrics.ts';

const clock = { now: () => new Date() };
const call = { requestId: 'invocation-1', traceId: '1-69816e80-0123456789abcdef01234567' };
const request = { query: 'a secret query' };
const answer = {
  success: true,
  message: 'done',
  artifacts: [],
  thoughtSteps: [],
  metadata: { executionTime: 0, toolsUsed: [] },
};

function work(run: Orchestrator['run'], ms = 60_000, lastTry = false) {
  const logger = new RecordingLogger();
  const metrics = new RecordingMetrics();
  const until = new Date(Date.now() + ms);
  const job = { request, call, lastTry, until, report: () => undefined };
  return { logger, metrics, result: orchestrate({ orchestrator: { run }, clock, logger, metrics }, job) };
}

test('when the time is up the signal aborts, the user gets a plain failure, and a late result is nobody’s', async () => {
  let given: Job | undefined;
  let finishLate: (value: typeof answer) => void = () => undefined;
  const { result } = work((_request, job) => {
    given = job;
    return new Promise((resolve) => (finishLate = resolve));
  }, 20);
  const { kind, response } = await result;
  expect(given?.signal.aborted).toBe(true);
  finishLate(answer);
  expect(kind).toBe('answered');
  expect(response).toMatchObject({ success: false, metadata: { error: { code: 'job-timeout', retryable: false } } });
  expect(response.message).toMatch(/took longer than is allowed/);
});

test('an orchestrator that ends in time is not aborted afterwards', async () => {
  let given: Job | undefined;
  const { result } = work((_request, job) => {
    given = job;
    return Promise.resolve(answer);
  }, 50);
  expect((await result).response).toEqual(answer);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(given?.signal.aborted).toBe(false);
});

test('an error that is marked retryable asks for another try', async () => {
  const error = Object.assign(new Error('busy'), { retryable: true });
  const { result } = work(() => Promise.reject(error));
  expect(await result).toMatchObject({
    kind: 'try-again',
    error,
    response: { metadata: { error: { retryable: true } } },
  });
});

test.each<[string, Orchestrator['run']]>([
  [
    'throws at once',
    () => {
      throw new Error('a bug');
    },
  ],
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what an orchestrator may do
  ['throws something that is no Error', () => Promise.reject('a text')],
  [
    'returns something that refers to itself',
    () => {
      const self: Record<string, unknown> = { success: true, message: 'x' };
      self['artifacts'] = [{ type: 'x', data: self }];
      return Promise.resolve(self as never);
    },
  ],
  ['returns a BigInt', () => Promise.resolve({ ...answer, artifacts: [{ type: 'x', data: 1n }] })],
])('an orchestrator that %s ends in a plain failure', async (_, run) => {
  const { result, logger } = work(run);
  expect(await result).toMatchObject({ kind: 'answered', response: { success: false } });
  expect(logger.lines).toHaveLength(1);
});

test('what is not JSON becomes what JSON makes of it', async () => {
  const data = { when: new Date(0), nothing: undefined, not: Number.NaN, list: [undefined] };
  const { result } = work(() => Promise.resolve({ ...answer, artifacts: [{ type: 'x', data }] }));
  const stored = { when: '1970-01-01T00:00:00.000Z', not: null, list: [null] };
  expect((await result).response.artifacts).toEqual([{ type: 'x', data: stored }]);
});

describe('what is measured', () => {
  const busy = Object.assign(new Error('busy'), { retryable: true });
  const asked = new ChatCourierError('orchestrator-timeout', 'no answer');

  test.each<[string, Orchestrator['run'], boolean, Figures, MeasuredFacts]>([
    ['a result', () => Promise.resolve(answer), false, {}, {}],
    ['a refusal', () => Promise.resolve({ ...answer, success: false }), false, {}, {}],
    ['a throw', () => Promise.reject(new Error('a bug')), false, { JobFailure: 1 }, { code: 'orchestrator-failed' }],
    ['another try', () => Promise.reject(busy), false, { JobRetries: 1 }, { code: 'orchestrator-failed' }],
    ['the last try', () => Promise.reject(busy), true, { JobFailure: 1 }, { code: 'orchestrator-failed' }],
    [
      'silence',
      () => Promise.reject(asked),
      false,
      { JobFailure: 1, JobTimeouts: 1 },
      { code: 'orchestrator-timeout' },
    ],
  ])('%s', async (_, run, lastTry, figures, facts) => {
    const { metrics, result } = work(run, 60_000, lastTry);
    await result;
    expect(metrics.records).toEqual([{ figures: { JobDuration: expect.any(Number) as number, ...figures }, facts }]);
  });

  test('the time that is up', async () => {
    const { metrics, result } = work(() => new Promise(() => undefined), 30);
    await result;
    expect(metrics.records).toMatchObject([
      { figures: { JobFailure: 1, JobTimeouts: 1 }, facts: { code: 'job-timeout' } },
    ]);
    expect(metrics.sum('JobDuration')).toBeGreaterThanOrEqual(28);
  });
});

test('the orchestrator is told what the call is known by', async () => {
  let given: Job | undefined;
  await work((_request, job) => {
    given = job;
    return Promise.resolve(answer);
  }).result;
  expect(given).toMatchObject(call);
});

test('in the last try, what asks for another one is a plain failure', async () => {
  const { result } = work(() => Promise.reject(Object.assign(new Error('busy'), { retryable: true })), 60_000, true);
  expect(await result).toMatchObject({ kind: 'answered', response: { metadata: { error: { retryable: true } } } });
});
