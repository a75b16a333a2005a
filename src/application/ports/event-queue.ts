import type { Invocation } from '../answer-identity.ts';

/** Who called, and when. */
export type EventOrigin = Pick<Invocation, 'requestId' | 'submittedAt'>;

/**
 * Takes jobs that nobody waits for. Once the promise is fulfilled, the job will end in the chat.
 *
 * @throws ChatCourierError `queue-full` if too many jobs wait, `queue-closed` when the process is about to end
 */
export interface EventQueue {
  accept(event: unknown, origin: EventOrigin): Promise<void>;
}
