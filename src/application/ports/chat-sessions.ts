import type { Recipient } from '../../domain/delivery-mode.ts';

/** Knows whose chat sessions are. */
export interface ChatSessions {
  /**
   * Whether the session exists and belongs to the user. One strongly consistent read.
   *
   * @throws DeliveryError if that cannot be found out; when `signal` aborts, nothing is asked any more
   */
  belongsTo(recipient: Recipient, signal?: AbortSignal): Promise<boolean>;
}
