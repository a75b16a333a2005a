import { injectable } from 'inversify';
import type { ParkedResult, UndeliveredResults } from '../../application/ports/undelivered-results.ts';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';

/** Stands where a place for parking should be: nothing can be parked. */
@injectable()
export class UnconfiguredUndeliveredResults implements UndeliveredResults {
  park(): Promise<void> {
    const what = 'there is no place to park results: set UNDELIVERED_BUCKET or UNDELIVERED_DIR';
    return Promise.reject(new ChatCourierError('parking-not-configured', what));
  }

  async *all(): AsyncIterable<ParkedResult> {
    // There are none.
  }

  remove(): Promise<void> {
    return Promise.resolve();
  }
}
