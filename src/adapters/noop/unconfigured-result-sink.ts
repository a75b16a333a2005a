import { injectable } from 'inversify';
import { deliverOneByOne } from '../../application/deliver-one-by-one.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';
import { DeliveryError } from '../../domain/delivery-error.ts';
import type { DeliveryReceipt, DeliveryResult, ResultSink } from '../../domain/result-sink.ts';

/** Stands where a table should be: every delivery fails and says which setting is missing. */
@injectable()
export class UnconfiguredResultSink implements ResultSink {
  deliver(): Promise<DeliveryReceipt> {
    return Promise.reject(
      new DeliveryError(
        'table-not-configured',
        'no ChatMessage table is configured',
        'Set AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME to the name of the table, ChatMessage-<apiId>-NONE.',
      ),
    );
  }

  deliverAll(messages: readonly ChatMessage[], signal?: AbortSignal): Promise<readonly DeliveryResult[]> {
    return deliverOneByOne(() => this.deliver(), messages, signal);
  }
}
