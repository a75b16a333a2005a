import type { ChatMessage } from '../domain/chat-message.ts';
import { encodeCursor } from './history-cursor.ts';
import type { HistoryPage } from './ports/chat-history.ts';

/** Makes a page of at most `limit` of the messages found; more than that means that there is a next page. */
export function historyPage(found: readonly ChatMessage[], limit: number): HistoryPage {
  const messages = found.slice(0, limit);
  const last = messages.at(-1);
  return found.length > limit && last ? { messages, next: encodeCursor(last) } : { messages };
}
