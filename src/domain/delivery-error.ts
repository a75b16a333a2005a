import { ChatCourierError, type ErrorCode } from './chat-courier-error.ts';

/** Why a message could not be delivered. */
export type DeliveryErrorCode = Extract<
  ErrorCode,
  | 'table-not-configured'
  | 'table-not-found'
  | 'permission-denied'
  | 'invalid-item'
  | 'throttled'
  | 'unavailable'
  | 'unknown-write-error'
>;

/** A message was not delivered. `remedy` tells an operator what to do about it. */
export class DeliveryError extends ChatCourierError {
  constructor(
    override readonly code: DeliveryErrorCode,
    message: string,
    readonly remedy: string,
    options?: { readonly cause?: unknown },
  ) {
    super(code, message, options);
  }
}
