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
