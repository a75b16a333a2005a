import type { Invocation } from '../answer-identity.ts';

/** Who called, and when. */
export type EventOrigin = Pick<Invocation, 'requestId' | 'traceId' | 'submittedAt'>;

/** Takes jobs that nobody waits for. */
export interface EventQueue {
  /**
   * Once the promise is fulfilled, the job will end in the chat.
   *
   * `before` is what must be done before the job begins. It is done when the queue has a place for the job, so never for
   * one that is refused; not again for a `requestId` whose job is open. If it fails, the job is not accepted.
   *
   * @throws ChatCourierError `queue-full` if too many jobs wait, `queue-closed` when the process is about to end; what
   * `before` throws
   */
  accept(event: unknown, origin: EventOrigin, before?: () => Promise<unknown>): Promise<void>;
}
