import type { ChatMessage } from '../../domain/chat-message.ts';
import type { Recipient } from '../../domain/delivery-mode.ts';

/** A message as it is now. */
export interface ChatEvent {
  readonly message: ChatMessage;
  /** ISO 8601: a watch `since` this time misses nothing that this watch did not tell. */
  readonly resumeFrom: string;
}

export interface WatchOptions {
  /** Where to begin; absent: a short while ago. */
  readonly since?: Date | undefined;
  /** Ends the watch. Whoever watches aborts it when nobody looks any more. */
  readonly signal: AbortSignal;
}

/** Tells of messages as they are written, by this process or by another one. */
export interface ChatFeed {
  /**
   * First the recipient's messages of the session that were created at `since` or later, then each of them that is
   * written or changes. At least once: a reader merges by id, and keeps what is finished or has the higher revision. An
   * intermediate state may be left out. Ends when the signal aborts, when the feed closes and when the reader is too slow.
   *
   * @throws ChatCourierError `too-many-listeners`; while it is read, DeliveryError
   */
  watch(recipient: Recipient, options: WatchOptions): AsyncIterable<ChatEvent>;

  /** This process has written a message. Never throws. */
  announce(message: ChatMessage): void;

  /** Ends every watch, now and from now on. */
  close(): void;
}
