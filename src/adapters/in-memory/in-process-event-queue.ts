import type { Invocation } from '../../application/answer-identity.ts';
import type { EventQueue } from '../../application/ports/event-queue.ts';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';

/** Works on events in this process, at once. What is accepted is lost if the process is killed. */
export class InProcessEventQueue implements EventQueue {
  private readonly running = new Set<Promise<unknown>>();
  private closed = false;

  /** @param handle never rejects */
  constructor(private readonly handle: (event: unknown, invocation: Invocation) => Promise<unknown>) {}

  accept(event: unknown, invocation: Invocation): Promise<void> {
    if (this.closed) return Promise.reject(new ChatCourierError('queue-closed', 'the server is shutting down'));
    const job = this.handle(event, invocation).finally(() => this.running.delete(job));
    this.running.add(job);
    return Promise.resolve();
  }

  /** Takes no more events and waits until those that it took have ended. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.running);
  }
}
