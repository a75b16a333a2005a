import { ChatCourierError } from './chat-courier-error.ts';
import type { DeliveryErrorCode } from './error-code.ts';

/** A message was not delivered. `remedy` tells an operator what to do about it. */
export class DeliveryError extends ChatCourierError {
  /** The size of the message as it would have been stored, if that is known. */
  readonly itemBytes: number | undefined;
  /** How often the storage was asked again, if that is known. */
  readonly retries: number | undefined;

  constructor(
    override readonly code: DeliveryErrorCode,
    message: string,
    readonly remedy: string,
    options?: {
      readonly cause?: unknown;
      readonly itemBytes?: number | undefined;
      readonly retries?: number | undefined;
    },
  ) {
    super(code, message, options);
    this.itemBytes = options?.itemBytes;
    this.retries = options?.retries;
  }
}
