import type { ErrorCode } from './error-code.ts';

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
