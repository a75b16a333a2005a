import type { ChatMessage } from '../../domain/chat-message.ts';
import type { Recipient } from '../../domain/delivery-mode.ts';

export interface HistoryQuery {
  readonly sessionId: string;
  /** Only messages that this user owns are found. */
  readonly userId: string;
  /** The most messages to return: 1 to 1,000. */
  readonly limit: number;
  /** The `next` of the page before; absent for the first page. */
  readonly after?: string | undefined;
  /** Only messages created at this time or later; the same for every page. */
  readonly since?: Date | undefined;
  /** Leaves out what the caller knows by its id and its state; what such a message refers to is not fetched then. */
  readonly skip?: ((message: Pick<ChatMessage, 'id' | 'responseComplete' | 'revision'>) => boolean) | undefined;
}

export interface HistoryPage {
  /** Oldest first. */
  readonly messages: readonly ChatMessage[];
  /** Absent when there is no further page. */
  readonly next?: string | undefined;
}

export interface ReadOptions {
  /**
   * For who wants to know what became of a message: it is found though it has expired, and its parts may be packed, so that
   * nothing else is fetched.
   */
  readonly asStored?: boolean | undefined;
  /** Nothing is asked any more when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads messages back. Each method throws DeliveryError if it cannot.
 *
 * An expired message is not shown by `list` and `get`, whether or not it is still stored.
 */
export interface ChatHistory {
  /**
   * A session's messages in the order of `createdAt`, page by page.
   *
   * A session that does not exist, or belongs to somebody else, has no messages. A page is shorter than `limit` at the
   * end, and where its messages are large. Messages written between two calls appear in later pages if they belong there.
   *
   * @throws InvalidRequestError for an `after` that no page gave
   */
  list(query: HistoryQuery): Promise<HistoryPage>;

  /** The message of this id, as it is now: a strongly consistent read. */
  get(id: string, options?: ReadOptions): Promise<ChatMessage | undefined>;

  /**
   * The recipient's answer whose id ends in this random part, created at `since` or later, as it is stored; found moments
   * after its write.
   */
  findAnswer(recipient: Recipient, random: string, since: Date, signal?: AbortSignal): Promise<ChatMessage | undefined>;
}
