/** Every way in which chat-courier fails, by name. Callers branch on `code`, never on the text of `message`. */
export type ErrorCode =
  | 'invalid-request'
  | 'unauthenticated'
  | 'user-refused'
  | 'invalid-message'
  | 'invalid-configuration'
  | 'table-not-configured'
  | 'table-not-found'
  | 'permission-denied'
  | 'invalid-item'
  | 'throttled'
  | 'unavailable'
  | 'out-of-time'
  | 'unknown-write-error'
  | 'session-refused'
  | 'parking-not-configured'
  | 'orchestrator-failed'
  | 'orchestrator-timeout'
  | 'job-timeout'
  | 'job-crashed'
  | 'job-expired'
  | 'tries-exhausted'
  | 'invalid-orchestrator-response'
  | 'queue-full'
  | 'queue-closed';

/**
 * The base of every error that chat-courier throws. `cause` holds the error that led to it, if any; `retryable` says that
 * the same job may succeed when it is tried again.
 */
export class ChatCourierError extends Error {
  readonly retryable: boolean;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { readonly cause?: unknown; readonly retryable?: boolean },
  ) {
    super(message, options);
    this.retryable = options?.retryable ?? false;
    this.name = new.target.name;
  }
}
