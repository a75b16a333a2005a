import type { ChatMessage } from '../../domain/chat-message.ts';

/** A message that is parked. It is read only when it is wanted. */
export interface ParkedResult {
  /** What the place where it is parked calls it, for the log. */
  readonly key: string;
  /**
   * Undefined if it was removed meanwhile.
   *
   * @throws ChatCourierError `unreadable-entry` if it is not a finished message; it quotes nothing of the content
   */
  readonly read: () => Promise<ChatMessage | undefined>;
}

/** Keeps finished messages that could not be delivered, until they are. */
export interface UndeliveredResults {
  /**
   * Keeps a message. Parking it again, under the same id, changes nothing. When `signal` aborts, the promise is rejected
   * at once, with the code `out-of-time`; the message may be parked all the same.
   */
  park(message: ChatMessage, signal?: AbortSignal): Promise<void>;
  /**
   * All messages that are parked, one after the other; those that are parked or removed meanwhile may be among them.
   * One that cannot be read keeps no other from being read. When `signal` aborts, listing and reading are rejected.
   */
  all(signal?: AbortSignal): AsyncIterable<ParkedResult>;
  /** Forgets a message. One that is not there is no error. */
  remove(id: string): Promise<void>;
}
