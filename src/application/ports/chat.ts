import type { DeliveryMode } from '../../domain/delivery-mode.ts';
import type { ResultSink } from '../../domain/result-sink.ts';
import type { ChatHistory } from './chat-history.ts';
import type { ChatSessions } from './chat-sessions.ts';
import type { UndeliveredResults } from './undelivered-results.ts';

/** All that delivering into a chat needs. */
export interface Chat {
  readonly sink: ResultSink;
  readonly history: ChatHistory;
  readonly sessions: ChatSessions;
  readonly undelivered: UndeliveredResults;
}

/** Opens the chat of each mode that delivers. Opening twice gives the same one. */
export type Chats = Record<Exclude<DeliveryMode['kind'], 'sync'>, () => Promise<Chat>>;
