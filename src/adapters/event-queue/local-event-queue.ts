import PQueue from 'p-queue';
import { inject, injectable, type ServiceIdentifier } from 'inversify';
import type { EventJournal, QueuedEvent } from '../../application/ports/event-journal.ts';
import type { EventOrigin, EventQueue } from '../../application/ports/event-queue.ts';
import type { Logger } from '../../application/ports/logger.ts';
import type { WorkOffEvent } from '../../application/work-off-event.ts';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';

export interface QueueOptions {
  /** Jobs that are worked on at the same time. */
  readonly concurrency: number;
  /** Jobs that wait, work or are to be tried again, together. */
  readonly limit: number;
}

export interface QueueDependencies {
  readonly journal: EventJournal;
  readonly workOff: WorkOffEvent;
  readonly logger: Logger;
}

export const QUEUE_OPTIONS = Symbol.for('QueueOptions') as ServiceIdentifier<QueueOptions>;
export const QUEUE_DEPENDENCIES = Symbol.for('QueueDependencies') as ServiceIdentifier<QueueDependencies>;

/** Works accepted events off in this process, some at the same time, each until its job has ended. */
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
    const next = await this.deps.workOff(queued);
    if (next) this.scheduleIn(next.inMs, next.event);
    else this.open.delete(queued.requestId);
  }

  private scheduleIn(delayMs: number, queued: QueuedEvent): void {
    if (this.closed) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.schedule(queued);
    }, delayMs);
    this.timers.add(timer);
  }
}
