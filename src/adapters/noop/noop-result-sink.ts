import { injectable } from 'inversify';
import type { DeliveryReceipt, ResultSink } from '../../domain/result-sink.ts';

/** Keeps nothing, and says so. */
@injectable()
export class NoopResultSink implements ResultSink {
  deliver(): Promise<DeliveryReceipt> {
    return Promise.resolve({ status: 'discarded', bytes: 0 });
  }
}
