import { factsOf, type Call } from './call.ts';
import type { HandleRequest } from './handle-request.ts';
import type { Clock } from './ports/clock.ts';
import type { EventJournal, QueuedEvent } from './ports/event-journal.ts';
import type { Logger } from './ports/logger.ts';
import type { ReportFailure } from './report-failure.ts';

export interface TryLimits {
  /** Milliseconds before the second, the third … try. */
  readonly retryDelaysMs: readonly number[];
  /** Milliseconds that one try may take. */
  readonly jobTimeoutMs: number;
}

export interface WorkOffEventDependencies {
  readonly journal: EventJournal;
  readonly handle: HandleRequest;
  readonly reportFailure: ReportFailure;
  readonly limits: TryLimits;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The event, as it is to be worked off once more, after so many milliseconds. */
export interface NextTry {
  readonly event: QueuedEvent;
  readonly inMs: number;
}

/**
 * One try of an accepted event; when all are spent, the report of its failure. The event stays in the journal, with the
 * tries that have begun, until its job has ended; then there is no next try.
 */
export type WorkOffEvent = (queued: QueuedEvent) => Promise<NextTry | undefined>;

const REPORT_AGAIN_MS = 60_000;

export function workOffEvent(deps: WorkOffEventDependencies): WorkOffEvent {
  const { journal, handle, limits } = deps;
  return async (queued) => {
    if (queued.tries > limits.retryDelaysMs.length) return giveUp(deps, queued); // the process ended in each of its tries
    const attempt = { ...queued, tries: queued.tries + 1 };
    await noted(deps, attempt, journal.save(attempt));
    try {
      const { metadata } = await handle(attempt.event, invocationOf(deps, attempt));
      if (isLost(metadata['delivery'])) throw new Error('the answer could be neither written nor parked');
    } catch (err) {
      return tryAgain(deps, attempt, err);
    }
    await noted(deps, attempt, journal.remove(attempt.requestId));
    return undefined;
  };
}

async function tryAgain(deps: WorkOffEventDependencies, attempt: QueuedEvent, err: unknown) {
  const { tries } = attempt;
  const delay = deps.limits.retryDelaysMs[tries - 1];
  deps.logger.log('warn', 'A try of a job failed', { ...factsOf(attempt), tries, nextTryInMs: delay, err });
  return delay === undefined ? giveUp(deps, attempt) : { event: attempt, inMs: delay };
}

/** The event stays until its failure is written or parked: a table that is away for hours comes back. */
async function giveUp(deps: WorkOffEventDependencies, queued: QueuedEvent): Promise<NextTry | undefined> {
  const { event, tries } = queued;
  const invocation = invocationOf(deps, queued);
  try {
    const job = { event, tries, code: 'tries-exhausted', invocation, sameInvocation: true } as const;
    if (isLost(await deps.reportFailure(job))) throw new Error('the failure could be neither written nor parked');
  } catch (err) {
    deps.logger.log('fatal', 'The failure of a job cannot be reported yet', { ...factsOf(queued), tries, err });
    return { event: queued, inMs: REPORT_AGAIN_MS };
  }
  await noted(deps, queued, deps.journal.remove(queued.requestId));
  return undefined;
}

/** A journal that fails stops no job: at worst a job is done again, and its answer recognised as a duplicate. */
async function noted({ logger }: WorkOffEventDependencies, call: Call, writing: Promise<void>): Promise<void> {
  await writing.catch((err: unknown) => {
    logger.log('error', 'The journal of accepted events cannot be written', { ...factsOf(call), err });
  });
}

function invocationOf({ clock, limits }: WorkOffEventDependencies, queued: QueuedEvent) {
  const deadline = new Date(clock.now().getTime() + limits.jobTimeoutMs);
  return { ...factsOf(queued), submittedAt: new Date(queued.submittedAt), deadline };
}

function isLost(delivery: unknown): boolean {
  return delivery !== null && typeof delivery === 'object' && 'status' in delivery && delivery.status === 'failed';
}
