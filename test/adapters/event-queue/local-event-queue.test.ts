import 'reflect-metadata';
import { LocalEventQueue, type QueueOptions } from '../../../src/adapters/event-queue/local-event-queue.ts';
import { InMemoryEventJournal } from '../../../src/adapters/in-memory/in-memory-event-journal.ts';
import type { Invocation } from '../../../src/application/answer-identity.ts';
import type { HandleRequest } from '../../../src/application/handle-request.ts';
import type { QueuedEvent } from '../../../src/application/ports/event-journal.ts';
import type { FailedJob } from '../../../src/application/report-failure.ts';
import { workOffEvent, type TryLimits } from '../../../src/application/work-off-event.ts';
import type { DeliveryOutcome } from '../../../src/domain/delivery-outcome.ts';
import { RecordingLogger } from '../../application/recording-logger.ts';

const submittedAt = new Date('2026-01-31T12:00:00.000Z');
const OPTIONS = { concurrency: 2, limit: 10, retryDelaysMs: [1, 2], jobTimeoutMs: 60_000 };
const response = { success: true, message: '', artifacts: [], thoughtSteps: [], metadata: { executionTime: 0, toolsUsed: [] } }; // prettier-ignore
const done = () => Promise.resolve(response);
const broken = () => Promise.reject(new Error('broken'));

interface Setting {
  readonly handle?: (event: unknown, invocation: Invocation) => Promise<unknown>;
  readonly reportFailure?: (job: FailedJob) => Promise<DeliveryOutcome | undefined>;
  readonly journal?: InMemoryEventJournal;
  readonly options?: Partial<QueueOptions & TryLimits>;
}

const queues: LocalEventQueue[] = [];
afterEach(() => Promise.all(queues.splice(0).map((queue) => queue.close())));

/** A queue of the test's own; it notes what is begun and what is given up. */
function setUp({ handle = done, reportFailure, journal = new InMemoryEventJournal(), options }: Setting = {}) {
  const begun: { event: unknown; invocation: Invocation }[] = [];
  const givenUp: FailedJob[] = [];
  const logger = new RecordingLogger();
  const limits = { ...OPTIONS, ...options };
  const workOff = workOffEvent({
    ...{ journal, limits, clock: { now: () => new Date() }, logger },
    handle: ((event, invocation) => {
      begun.push({ event, invocation });
      return handle(event, invocation);
    }) as HandleRequest,
    reportFailure: (job) => {
      givenUp.push(job);
      return reportFailure ? reportFailure(job) : Promise.resolve(undefined);
    },
  });
  const queue = new LocalEventQueue(limits, { journal, workOff, logger });
  queues.push(queue);
  const accept = (requestId: string) => queue.accept({ query: requestId }, { requestId, submittedAt });
  const ended = () => until(async () => (await journal.load()).length === 0);
  return { queue, accept, begun, givenUp, journal, logger, ended };
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 1));
}

function queued(requestId: string, tries: number): QueuedEvent {
  return { requestId, submittedAt: submittedAt.toISOString(), event: { query: requestId }, tries };
}

/** Work that goes on until it may end. */
function work() {
  let end: () => void = () => undefined;
  const mayEnd = new Promise<void>((resolve) => (end = resolve));
  return { begin: () => mayEnd.then(done), end };
}

test('an accepted event is in the journal, is worked on once, and is forgotten', async () => {
  const { accept, begun, journal, ended, givenUp } = setUp();
  await accept('a');
  expect(await journal.load()).toMatchObject([{ requestId: 'a', submittedAt: submittedAt.toISOString() }]);
  await ended();
  expect(begun).toEqual([
    { event: { query: 'a' }, invocation: { requestId: 'a', submittedAt, deadline: expect.any(Date) as Date } },
  ]);
  expect(givenUp).toEqual([]);
});

describe('a job that fails', () => {
  test('is tried again with the same name and time, until it succeeds', async () => {
    let failures = 2;
    const { accept, begun, ended, givenUp } = setUp({ handle: () => (failures-- > 0 ? broken() : done()) });
    await accept('a');
    await ended();
    expect(begun).toHaveLength(3);
    expect(new Set(begun.map(({ invocation }) => invocation.requestId))).toEqual(new Set(['a']));
    expect(new Set(begun.map(({ invocation }) => invocation.submittedAt?.getTime())).size).toBe(1);
    expect(givenUp).toEqual([]);
  });

  test('is given up after three tries, with growing delays, and its failure is reported once', async () => {
    const { accept, begun, ended, givenUp, logger } = setUp({ handle: broken });
    await accept('a');
    await ended();
    expect(begun).toHaveLength(3);
    expect(givenUp).toMatchObject([
      { event: { query: 'a' }, code: 'tries-exhausted', tries: 3, invocation: { requestId: 'a', submittedAt } },
    ]);
    expect(logger.lines.map(({ fields }) => fields['nextTryInMs'])).toEqual([1, 2, undefined]);
  });

  test('waits without being in the way of others', async () => {
    const options = { concurrency: 1, retryDelaysMs: [3_600_000] };
    const { accept, begun, journal } = setUp({
      handle: (event) => (nameOf(event) === 'a' ? broken() : done()),
      options,
    });
    await accept('a');
    await accept('b');
    await until(async () => (await journal.load()).every(({ requestId }) => requestId === 'a'));
    expect(begun.map(({ event }) => nameOf(event))).toEqual(['a', 'b']);
  });

  test.each<[string, () => Promise<DeliveryOutcome | undefined>]>([
    ['cannot be written or parked', () => Promise.resolve(lost)],
    ['cannot be made', () => Promise.reject(new Error('a bug'))],
  ])('stays in the journal for a later process if its report %s', async (_, reportFailure) => {
    const { accept, journal, logger } = setUp({ handle: broken, reportFailure });
    await accept('a');
    await until(() => logger.lines.some(({ level }) => level === 'fatal'));
    expect(await journal.load()).toEqual([queued('a', 3)]);
  });
});

describe('after a crash', () => {
  test('the next process goes on with what was accepted, and counts the tries that were begun', async () => {
    const journal = new InMemoryEventJournal();
    const crashed = setUp({ journal, handle: () => new Promise(() => undefined), options: { concurrency: 1 } });
    for (const name of ['begun', 'waiting']) await crashed.accept(name);
    await until(() => crashed.begun.length === 1);
    queues.pop(); // it never ends

    const { queue, begun, givenUp, ended } = setUp({ journal, handle: broken });
    await queue.resume();
    await ended();
    const tries = (name: string) => begun.filter(({ event }) => nameOf(event) === name).length;
    expect([tries('begun'), tries('waiting')]).toEqual([2, 3]);
    expect(givenUp.map(({ event }) => nameOf(event)).sort()).toEqual(['begun', 'waiting']);
  });

  test('a job whose tries are used up is not begun again; its failure is reported', async () => {
    const { queue, journal, begun, givenUp, ended } = setUp();
    await journal.save(queued('a', 3));
    await queue.resume();
    await ended();
    expect(begun).toEqual([]);
    expect(givenUp).toMatchObject([{ event: { query: 'a' }, tries: 3, invocation: { requestId: 'a', submittedAt } }]);
  });
});

describe('the bounds', () => {
  test('so many jobs work at the same time, and no more', async () => {
    let [working, most] = [0, 0];
    const { accept, ended } = setUp({
      handle: async () => {
        most = Math.max(most, ++working);
        await new Promise((resolve) => setTimeout(resolve, 1));
        working--;
        return response;
      },
    });
    await Promise.all(Array.from({ length: 10 }, (_, n) => accept(`${n}`)));
    await ended();
    expect(most).toBe(2);
  });

  test('a full queue refuses, keeps nothing of what it refused, and takes more when a job has ended', async () => {
    const { begin, end } = work();
    const { accept, journal, ended } = setUp({ handle: begin, options: { limit: 2 } });
    for (const name of ['a', 'b']) await accept(name);
    await expect(accept('c')).rejects.toMatchObject({ code: 'queue-full' });
    expect((await journal.load()).map(({ requestId }) => requestId)).toEqual(['a', 'b']);
    end();
    await ended();
    await accept('c');
    await ended();
  });

  test('jobs that wait for their next try count, too', async () => {
    const { accept, logger } = setUp({ handle: broken, options: { limit: 1, retryDelaysMs: [3_600_000] } });
    await accept('a');
    await until(() => logger.lines.length > 0);
    await expect(accept('b')).rejects.toMatchObject({ code: 'queue-full' });
  });
});

describe('the same request again', () => {
  test('while it is open is one job', async () => {
    const { begin, end } = work();
    const { accept, begun, ended } = setUp({ handle: begin });
    await Promise.all(['a', 'a', 'a'].map(accept));
    await until(() => begun.length > 0);
    await accept('a');
    end();
    await ended();
    expect(begun).toHaveLength(1);
  });

  test('is accepted no sooner than it is in the journal, and not at all if it cannot be', async () => {
    const journal = new InMemoryEventJournal();
    journal.save = () => new Promise((_, reject) => setTimeout(reject, 5, new Error('the disk is full')));
    const { accept, begun } = setUp({ journal });
    const outcomes = await Promise.allSettled([accept('a'), accept('a')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(begun).toEqual([]);
  });
});

describe('close', () => {
  test('lets the running jobs end, leaves the waiting ones in the journal, and takes no more', async () => {
    const { begin, end } = work();
    const { queue, accept, begun, journal } = setUp({ handle: begin, options: { concurrency: 1 } });
    for (const name of ['running', 'waiting']) await accept(name);
    await until(() => begun.length === 1);
    const closed = queue.close();
    await expect(accept('late')).rejects.toMatchObject({ code: 'queue-closed' });
    end();
    await closed;
    expect(await journal.load()).toEqual([queued('waiting', 0)]);
    expect(begun).toHaveLength(1);
  });

  test('leaves a job that fails meanwhile, or that waits for its next try, in the journal', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
    const before = timers();
    let fail: () => void = () => undefined;
    const running = new Promise((_, reject) => (fail = reject));
    const options = { retryDelaysMs: [3_600_000] };
    const { queue, accept, begun, journal, logger } = setUp({
      handle: (event) => (nameOf(event) === 'running' ? running : broken()),
      options,
    });
    for (const name of ['running', 'failed']) await accept(name);
    await until(() => logger.lines.length === 1);
    const closed = queue.close();
    fail();
    await closed;
    expect(timers()).toBeLessThanOrEqual(before);
    expect(begun).toHaveLength(2);
    expect(await journal.load()).toEqual([queued('running', 1), queued('failed', 1)]);
  });
});

test('a journal that cannot be written stops no accepted job', async () => {
  const journal = new InMemoryEventJournal();
  const { accept, begun, logger } = setUp({ journal });
  const save = journal.save.bind(journal);
  journal.save = (event) => (event.tries === 0 ? save(event) : Promise.reject(new Error('the disk is full')));
  await accept('a');
  await until(() => begun.length === 1);
  expect(logger.lines).toMatchObject([{ level: 'error', message: expect.stringContaining('journal') as string }]);
});

const lost: DeliveryOutcome = {
  status: 'failed',
  messageId: 'msg-1-a',
  error: { code: 'unavailable', message: 'the table cannot be reached', remedy: '' },
};

function nameOf(event: unknown): string {
  return (event as { query: string }).query;
}
