import type { DeliveryErrorCode } from './error-code.ts';
import type { DeliveryReceipt } from './result-sink.ts';

/** What became of an answer's delivery, as the response's `metadata.delivery` reports it. */
export type DeliveryOutcome =
  | { readonly status: DeliveryReceipt['status']; readonly messageId: string }
  | {
      /**
       * `failed`: the answer is lost, but for the log. `parked`: it is kept, and will be delivered later. `refused`: the
       * session is not the user's; nothing was written.
       */
      readonly status: 'failed' | 'parked' | 'refused';
      readonly messageId: string;
      readonly error: DeliveryProblem;
    };

export interface DeliveryProblem {
  readonly code: DeliveryErrorCode | 'session-refused';
  readonly message: string;
  /** What an operator can do about it. */
  readonly remedy: string;
}
