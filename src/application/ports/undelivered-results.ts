import type { ChatMessage } from '../../domain/chat-message.ts';

/** A message that is parked. It is read only when it is wanted. */
export interface ParkedResult {
  /** What the place where it is parked calls it. Another message never has the same, but one of its kind and id. */
  readonly key: string;
  /**
   * Undefined if it was removed meanwhile.
   *
   * @throws ChatCourierError `unreadable-entry` if it is not a finished message; it quotes nothing of the content
   */
  readonly read: () => Promise<ChatMessage | undefined>;
}

/**
 * Keeps finished messages that could not be delivered, until they are.
 *
 * An answer and a failure message of one id are kept beside each other, whichever came first and however many are
 * parked at once: of each kind the first one stays. While the answer is there, it stands for both.
 */
export interface UndeliveredResults {
  /**
   * Keeps a message, so that it is there after a crash. Parking another one of its kind under the same id changes
   * nothing. When `signal` aborts, the promise is rejected at once, with the code `out-of-time`; the message may be parked
   * all the same.
   */
  park(message: ChatMessage, signal?: AbortSignal): Promise<void>;
  /**
   * What is parked, one message for each id: the answer, or the failure message where there is no answer. Those that are
   * parked or removed meanwhile may be among them.
   * One that cannot be read keeps no other from being read. When `signal` aborts, listing and reading are rejected.
   */
  all(signal?: AbortSignal): AsyncIterable<ParkedResult>;
  /**
   * Forgets what was found under this key, and nothing that was parked since: with an answer the failure message beside
   * it, with a failure message nothing else. One that is not there is no error.
   */
  remove(key: string): Promise<void>;
}
