import { injectable } from 'inversify';
import { deliverOneByOne } from '../../application/deliver-one-by-one.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';
import type { DeliveryReceipt, DeliveryResult, ResultSink } from '../../domain/result-sink.ts';

/** Keeps nothing, and says so. */
@injectable()
export class NoopResultSink implements ResultSink {
  deliver(): Promise<DeliveryReceipt> {
    return Promise.resolve({ status: 'discarded', bytes: 0 });
  }

  deliverAll(messages: readonly ChatMessage[], signal?: AbortSignal): Promise<readonly DeliveryResult[]> {
    return deliverOneByOne(() => this.deliver(), messages, signal);
  }
}
