import type { ChatMessage } from './chat-message.ts';
import type { DeliveryError } from './delivery-error.ts';

/** What became of a message that a sink took. */
export interface DeliveryReceipt {
  /**
   * `delivered`: the message is stored. `already-delivered`: a message of this id that this one may not replace
   * was there; nothing changed.
   * `discarded`: this sink keeps nothing.
   */
  readonly status: 'delivered' | 'already-delivered' | 'discarded';
  /** The size of the message as the sink stores it, in bytes; 0 where nothing is stored. */
  readonly bytes: number;
  /** How often the storage was asked again before it took the message; absent where that is not known. */
  readonly retries?: number | undefined;
}

/** What became of one message of several. */
export type DeliveryResult = DeliveryReceipt | DeliveryError;

/**
 * The port through which a chat message is delivered.
 *
 * - Idempotent by `message.id`: however often a finished message is delivered, by however many callers at once, it is
 *   stored once, and exactly one of them is told `delivered`.
 * - A finished message (`responseComplete`) never changes again, whatever is delivered under its id.
 * - Of unfinished messages of one id the one with the highest `revision` stays, in whatever order they come.
 * - What is stored equals what was delivered, as JSON has it: fields that are undefined are absent, empty strings,
 *   lists and maps are kept.
 * - When the promise is fulfilled the message is there for every reader.
 * - When `signal` aborts, the promise is rejected at once, with the code `out-of-time`.
 * - Every failure is a DeliveryError; afterwards the message may or may not be stored, and delivering it again is safe.
 */
export interface ResultSink {
  deliver(message: ChatMessage, signal?: AbortSignal): Promise<DeliveryReceipt>;

  /**
   * Delivers several finished messages, with fewer requests than one by one where the storage can do that.
   *
   * - There is one result for each message, in their order. One that fails keeps no other from being delivered.
   * - Idempotent, as `deliver` is. Of several messages of one id the first counts; the others are `already-delivered`,
   *   or share its error.
   * - A finished message that is there stays as it is. A sink whose batches carry no conditions looks first and then
   *   writes: of two writers that finish the same id, which nobody wrote before, in the moment between, the later one may
   *   win, and both are told `delivered`. Deliver one by one where that matters.
   * - When `signal` aborts, the promise is fulfilled at once; what is not known to be stored then is `out-of-time`.
   *
   * @throws ChatCourierError `invalid-message` if one of them is unfinished; then nothing is written
   */
  deliverAll(messages: readonly ChatMessage[], signal?: AbortSignal): Promise<readonly DeliveryResult[]>;

  /**
   * Optional: goes the way of delivering a message like this one, as far as that leaves no trace, for the delivery to
   * come to be fast. It may be called for every job, while the orchestrator works. Nobody waits for it, and how it ends
   * is of no account: the delivery will tell.
   */
  rehearse?(message: ChatMessage): Promise<void>;
}
