import PQueue from 'p-queue';
import { inject, injectable, type ServiceIdentifier } from 'inversify';
import type { HandleRequest } from '../../application/handle-request.ts';
import type { EventJournal, QueuedEvent } from '../../application/ports/event-journal.ts';
import type { EventOrigin, EventQueue } from '../../application/ports/event-queue.ts';
import type { Logger } from '../../application/ports/logger.ts';
import type { ReportFailure } from '../../application/report-failure.ts';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';

export interface QueueOptions {
  /** Jobs that are worked on at the same time. */
  readonly concurrency: number;
  /** Jobs that wait, work or are to be tried again, together. */
  readonly limit: number;
  /** Milliseconds before the second, the third … try. */
  readonly retryDelaysMs: readonly number[];
  /** Milliseconds that one try may take. */
  readonly jobTimeoutMs: number;
}

export interface QueueDependencies {
  readonly journal: EventJournal;
  readonly handle: HandleRequest;
  readonly reportFailure: ReportFailure;
  readonly logger: Logger;
}

export const QUEUE_OPTIONS = Symbol.for('QueueOptions') as ServiceIdentifier<QueueOptions>;
export const QUEUE_DEPENDENCIES = Symbol.for('QueueDependencies') as ServiceIdentifier<QueueDependencies>;

const REPORT_AGAIN_MS = 60_000;

/**
 * Keeps Lambda's promises for asynchronous events in this process: each is tried a few times, then its failure is
 * reported. An event stays in the journal until its job has ended.
 */
@injectable()
export class LocalEventQueue implements EventQueue {
  private readonly queue: PQueue;
  /** The jobs that have not ended, and when each is in the journal. */
  private readonly open = new Map<string, Promise<void>>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private closed = false;

  constructor(
    @inject(QUEUE_OPTIONS) private readonly options: QueueOptions,
    @inject(QUEUE_DEPENDENCIES) private readonly deps: QueueDependencies,
  ) {
    this.queue = new PQueue({ concurrency: options.concurrency });
  }

  async accept(
    event: unknown,
    { requestId, traceId, submittedAt = new Date() }: EventOrigin,
    before?: () => Promise<unknown>,
  ): Promise<void> {
    if (this.closed) throw new ChatCourierError('queue-closed', 'the server is shutting down');
    const accepted = this.open.get(requestId);
    if (accepted) return accepted;
    if (this.open.size >= this.options.limit) {
      throw new ChatCourierError('queue-full', `${this.options.limit} jobs are waiting already`);
    }
    const queued = { requestId, traceId, submittedAt: submittedAt.toISOString(), event, tries: 0 };
    const saved = this.keep(queued, before);
    this.open.set(requestId, saved);
    try {
      await saved;
    } catch (error) {
      this.open.delete(requestId);
      throw error;
    }
    this.schedule(queued);
  }

  /** Goes on with what an earlier process accepted and did not end. */
  async resume(): Promise<void> {
    for (const queued of await this.deps.journal.load()) {
      if (this.open.has(queued.requestId)) continue; // it came since the process began
      this.open.set(queued.requestId, Promise.resolve());
      this.schedule(queued);
    }
  }

  /** Takes no more events and waits until the jobs that are being worked on have ended; the others stay in the journal. */
  async close(): Promise<void> {
    this.closed = true;
    this.queue.clear();
    for (const timer of this.timers) clearTimeout(timer);
    await this.queue.onIdle();
  }

  /** A crash between the two is before the caller heard that the event is accepted. */
  private async keep(queued: QueuedEvent, before?: () => Promise<unknown>): Promise<void> {
    await before?.();
    await this.deps.journal.save(queued);
  }

  private schedule(queued: QueuedEvent): void {
    if (this.closed) return;
    void this.queue
      .add(() => this.work(queued))
      .catch((err: unknown) => {
        this.deps.logger.log('fatal', 'An accepted event cannot be worked on', { requestId: queued.requestId, err });
      });
  }

  private async work(queued: QueuedEvent): Promise<void> {
    if (queued.tries > this.options.retryDelaysMs.length) {
      await this.giveUp(queued); // the process ended in each of its tries
      return;
    }
    const attempt = { ...queued, tries: queued.tries + 1 };
    await this.note(this.deps.journal.save(attempt));
    try {
      const { metadata } = await this.deps.handle(attempt.event, this.invocation(attempt));
      if (isLost(metadata['delivery'])) throw new Error('the answer could be neither written nor parked');
      await this.end(attempt);
    } catch (err) {
      await this.tryAgain(attempt, err);
    }
  }

  private async tryAgain(attempt: QueuedEvent, err: unknown): Promise<void> {
    const delay = this.options.retryDelaysMs[attempt.tries - 1];
    const { requestId, tries } = attempt;
    this.deps.logger.log('warn', 'A try of a job failed', { requestId, tries, nextTryInMs: delay, err });
    if (delay === undefined) {
      await this.giveUp(attempt);
      return;
    }
    this.scheduleIn(delay, attempt);
  }

  /** The event stays until its failure is written or parked: a table that is away for hours comes back. */
  private async giveUp(queued: QueuedEvent): Promise<void> {
    const { requestId, event, tries } = queued;
    const job = {
      event,
      tries,
      code: 'tries-exhausted',
      invocation: this.invocation(queued),
      sameInvocation: true,
    } as const;
    try {
      const outcome = await this.deps.reportFailure(job);
      if (isLost(outcome)) throw new Error('the failure could be neither written nor parked');
      await this.end(queued);
    } catch (err) {
      this.deps.logger.log('fatal', 'The failure of a job cannot be reported yet', { requestId, tries, err });
      this.scheduleIn(REPORT_AGAIN_MS, queued);
    }
  }

  private scheduleIn(delayMs: number, queued: QueuedEvent): void {
    if (this.closed) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.schedule(queued);
    }, delayMs);
    this.timers.add(timer);
  }

  private async end({ requestId }: QueuedEvent): Promise<void> {
    await this.note(this.deps.journal.remove(requestId));
    this.open.delete(requestId);
  }

  /** A journal that fails stops no job: at worst a job is done again, and its answer recognised as a duplicate. */
  private async note(writing: Promise<void>): Promise<void> {
    await writing.catch((err: unknown) => {
      this.deps.logger.log('error', 'The journal of accepted events cannot be written', { err });
    });
  }

  private invocation({ requestId, traceId, submittedAt }: QueuedEvent) {
    const deadline = new Date(Date.now() + this.options.jobTimeoutMs);
    return { requestId, traceId, submittedAt: new Date(submittedAt), deadline };
  }
}

function isLost(delivery: unknown): boolean {
  return delivery !== null && typeof delivery === 'object' && 'status' in delivery && delivery.status === 'failed';
}
