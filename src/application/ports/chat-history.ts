import type { ChatMessage } from '../../domain/chat-message.ts';

export interface HistoryQuery {
  readonly sessionId: string;
  /** Only messages that this user owns are found. */
  readonly userId: string;
  /** The most messages to return: 1 to 1,000. */
  readonly limit: number;
  /** The `next` of the page before; absent for the first page. */
  readonly after?: string | undefined;
}

export interface HistoryPage {
  /** Oldest first. */
  readonly messages: readonly ChatMessage[];
  /** Absent when there is no further page. */
  readonly next?: string | undefined;
}

/**
 * Reads a session's messages back, in the order of `createdAt`, page by page.
 *
 * A session that does not exist, or belongs to somebody else, has no messages. A page is shorter than `limit` only at the
 * end. Messages written between two calls appear in later pages if they belong there.
 *
 * @throws InvalidRequestError for an `after` that no page gave
 */
export interface ChatHistory {
  list(query: HistoryQuery): Promise<HistoryPage>;
}
