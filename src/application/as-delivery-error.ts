import { DeliveryError } from '../domain/delivery-error.ts';

/** What a sink threw: a DeliveryError, or else one that has it as its cause. */
export function asDeliveryError(cause: unknown): DeliveryError {
  if (cause instanceof DeliveryError) return cause;
  return new DeliveryError('unknown-write-error', 'an unexpected error', 'See the cause in this log line.', { cause });
}
