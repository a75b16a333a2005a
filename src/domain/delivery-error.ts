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
  | 'out-of-time'
  | 'unknown-write-error'
>;

/** A message was not delivered. `remedy` tells an operator what to do about it. */
export class DeliveryError extends ChatCourierError {
  /** The size of the message as it would have been stored, if that is known. */
  readonly itemBytes: number | undefined;

  constructor(
    override readonly code: DeliveryErrorCode,
    message: string,
    readonly remedy: string,
    options?: { readonly cause?: unknown; readonly itemBytes?: number | undefined },
  ) {
    super(code, message, options);
    this.itemBytes = options?.itemBytes;
  }
}
