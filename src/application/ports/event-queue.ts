import type { Invocation } from '../answer-identity.ts';

/**
 * Takes jobs that nobody waits for. Once the promise is fulfilled, the event is handled exactly once.
 *
 * @throws ChatCourierError `queue-closed` when the process is about to end
 */
export interface EventQueue {
  accept(event: unknown, invocation: Invocation): Promise<void>;
}
