import { orchestrate } from '../../src/application/orchestrate.ts';
import type { Job, Orchestrator } from '../../src/application/ports/orchestrator.ts';
import { RecordingLogger } from './recording-logger.ts';

const clock = { now: () => new Date() };
const request = { query: 'a secret query' };
const answer = {
  success: true,
  message: 'done',
  artifacts: [],
  thoughtSteps: [],
  metadata: { executionTime: 0, toolsUsed: [] },
};

function work(run: Orchestrator['run'], ms = 60_000) {
  const logger = new RecordingLogger();
  const until = new Date(Date.now() + ms);
  const job = { request, requestId: 'r', until, report: () => undefined };
  return { logger, result: orchestrate({ orchestrator: { run }, clock, logger }, job) };
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
