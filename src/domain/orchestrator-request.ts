/** What an orchestrator is asked to do. */
export interface OrchestratorRequest {
  /** The user's question or order, in words. */
  readonly query: string;
  /** The chat session that the answer belongs to. */
  readonly sessionId?: string | undefined;
  /** The user who owns the session: the `sub` of the user pool. */
  readonly userId?: string | undefined;
  /** Anything else the orchestrator wants to know, at most 100 levels deep; passed through untouched. */
  readonly context?: Readonly<Record<string, unknown>> | undefined;
  /** The caller's own name for this request. Two requests with the same id get one answer. */
  readonly requestId?: string | undefined;
  /** When the user asked: ISO 8601. It places the answer in the chat. */
  readonly submittedAt?: string | undefined;
  /** `return` answers the caller only, `chat` insists on a chat; absent, sessionId and userId decide. */
  readonly delivery?: 'return' | 'chat' | undefined;
}
