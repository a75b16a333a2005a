import type { DeliveryErrorCode } from './delivery-error.ts';
import type { DeliveryReceipt } from './result-sink.ts';

/** What became of an answer's delivery, as the response's `metadata.delivery` reports it. */
export type DeliveryOutcome =
  | { readonly status: DeliveryReceipt['status']; readonly messageId: string }
  | {
      readonly status: 'failed';
      readonly messageId: string;
      readonly error: { readonly code: DeliveryErrorCode; readonly message: string; readonly remedy: string };
    };
