import type { ChatMessage } from '../../domain/chat-message.ts';

/** Keeps finished messages that could not be delivered, until they are. */
export interface UndeliveredResults {
  /**
   * Keeps a message. Parking it again, under the same id, changes nothing. When `signal` aborts, the promise is rejected
   * at once, with the code `out-of-time`; the message may be parked all the same.
   */
  park(message: ChatMessage, signal?: AbortSignal): Promise<void>;
  /** All messages that are parked, one after the other; those that are parked or removed meanwhile may be among them. */
  all(): AsyncIterable<ChatMessage>;
  /** Forgets a message. One that is not there is no error. */
  remove(id: string): Promise<void>;
}
