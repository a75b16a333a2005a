/** Every way in which chat-courier fails, by name. Callers branch on `code`, never on the text of `message`. */
export type ErrorCode =
  | 'invalid-request'
  | 'invalid-message'
  | 'invalid-configuration'
  | 'table-not-configured'
  | 'table-not-found'
  | 'permission-denied'
  | 'invalid-item'
  | 'throttled'
  | 'unavailable'
  | 'unknown-write-error'
  | 'orchestrator-failed'
  | 'orchestrator-timeout'
  | 'invalid-orchestrator-response'
  | 'queue-closed';

/** The base of every error that chat-courier throws. `cause` holds the error that led to it, if any. */
export class ChatCourierError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}
