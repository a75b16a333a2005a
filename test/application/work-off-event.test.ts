import 'reflect-metadata';
import { InMemoryEventJournal } from '../../src/adapters/in-memory/in-memory-event-journal.ts';
import type { HandleRequest } from '../../src/application/handle-request.ts';
import type { QueuedEvent } from '../../src/application/ports/event-journal.ts';
import type { FailedJob, ReportFailure } from '../../src/application/report-failure.ts';
import { workOffEvent } from '../../src/application/work-off-event.ts';
import type { DeliveryOutcome } from '../../src/domain/delivery-outcome.ts';
import { RecordingLogger } from './recording-logger.ts';

const now = new Date('2026-01-31T12:00:05.000Z');
const event = { query: 'a secret question' };
const submittedAt = '2026-01-31T12:00:00.000Z';
const invocation = { requestId: 'a', submittedAt: new Date(submittedAt), deadline: new Date(now.getTime() + 60_000) };
const response = { success: true, message: '', artifacts: [], thoughtSteps: [], metadata: { executionTime: 0, toolsUsed: [] } }; // prettier-ignore
const lost: DeliveryOutcome = {
  status: 'failed',
  messageId: 'msg-1-a',
  error: { code: 'unavailable', message: 'the table cannot be reached', remedy: '' },
};

const done: HandleRequest = () => Promise.resolve(response);
const broken: HandleRequest = () => Promise.reject(new Error('broken'));
const unwritten: HandleRequest = () =>
  Promise.resolve({ ...response, metadata: { ...response.metadata, delivery: lost } });

function queued(tries: number): QueuedEvent {
  return { requestId: 'a', submittedAt, event, tries };
}

/** An event of so many tries in the journal, and what is worked on and given up. */
async function setUp(tries: number, handle: HandleRequest, reportFailure?: ReportFailure) {
  const journal = new InMemoryEventJournal();
  await journal.save(queued(tries));
  const begun: unknown[] = [];
  const givenUp: FailedJob[] = [];
  const logger = new RecordingLogger();
  const workOff = workOffEvent({
    ...{ journal, logger, clock: { now: () => now }, limits: { retryDelaysMs: [1_000, 5_000], jobTimeoutMs: 60_000 } },
    handle: async (...job) => {
      begun.push({ job, journal: await journal.load() });
      return handle(...job);
    },
    reportFailure: (job) => {
      givenUp.push(job);
      return reportFailure ? reportFailure(job) : Promise.resolve(undefined);
    },
  });
  return { workOff: () => workOff(queued(tries)), journal, begun, givenUp, logger };
}

test('a job that ends is begun under its name and time, its try counted before, and forgotten after', async () => {
  const { workOff, journal, begun, givenUp, logger } = await setUp(0, done);
  expect(await workOff()).toBeUndefined();
  expect(begun).toEqual([{ job: [event, invocation], journal: [queued(1)] }]);
  expect(await journal.load()).toEqual([]);
  expect([givenUp, logger.lines]).toEqual([[], []]);
});

describe.each([
  ['fails', broken],
  ['ends with an answer that is lost', unwritten],
])('a try that %s', (_, handle) => {
  test.each([
    [0, 1_000],
    [1, 5_000],
  ])('after %d others is followed by another one, later and later', async (tries, inMs) => {
    const { workOff, journal, givenUp, logger } = await setUp(tries, handle);
    expect(await workOff()).toEqual({ event: queued(tries + 1), inMs });
    expect(await journal.load()).toEqual([queued(tries + 1)]);
    expect(givenUp).toEqual([]);
    const fields = { requestId: 'a', tries: tries + 1, nextTryInMs: inMs };
    expect(logger.lines).toMatchObject([{ level: 'warn', fields }]);
    expect(JSON.stringify(logger.lines)).not.toContain('secret');
  });

  test('and is the last one is reported, and the job forgotten', async () => {
    const { workOff, journal, givenUp } = await setUp(2, handle);
    expect(await workOff()).toBeUndefined();
    expect(givenUp).toEqual([{ event, tries: 3, code: 'tries-exhausted', invocation, sameInvocation: true }]);
    expect(await journal.load()).toEqual([]);
  });
});

test('a job whose every try was broken off is not begun again, but reported', async () => {
  const { workOff, journal, begun, givenUp } = await setUp(3, done);
  expect(await workOff()).toBeUndefined();
  expect(begun).toEqual([]);
  expect(givenUp).toMatchObject([{ event, tries: 3 }]);
  expect(await journal.load()).toEqual([]);
});

test.each<[string, ReportFailure]>([
  ['cannot be written or parked', () => Promise.resolve(lost)],
  ['cannot be made', () => Promise.reject(new Error('a bug'))],
])('a report that %s is made again in a minute, and the event kept', async (_, reportFailure) => {
  const { workOff, journal, begun, logger } = await setUp(3, done, reportFailure);
  expect(await workOff()).toEqual({ event: queued(3), inMs: 60_000 });
  expect(await workOff()).toEqual({ event: queued(3), inMs: 60_000 });
  expect(begun).toEqual([]);
  expect(await journal.load()).toEqual([queued(3)]);
  expect(logger.lines.map(({ level }) => level)).toEqual(['fatal', 'fatal']);
});

test('a journal that cannot be written stops no job, and is told', async () => {
  const { workOff, journal, begun, logger } = await setUp(0, done);
  const full = () => Promise.reject(new Error('the disk is full'));
  Object.assign(journal, { save: full, remove: full });
  expect(await workOff()).toBeUndefined();
  expect(begun).toHaveLength(1);
  const line = { level: 'error', fields: { requestId: 'a' } };
  expect(logger.lines).toMatchObject([line, line]);
});
