import type { ChatMessage } from '../domain/chat-message.ts';
import { refuseUnfinished } from '../domain/refuse-unfinished.ts';
import type { DeliveryResult, ResultSink } from '../domain/result-sink.ts';
import { asDeliveryError } from './as-delivery-error.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * What `deliverAll` of a ResultSink does where the storage has no batches: one message after the other.
 *
 * @throws ChatCourierError `invalid-message` if one of them is unfinished; then nothing is delivered
 */
export async function deliverOneByOne(
  deliver: ResultSink['deliver'],
  messages: readonly ChatMessage[],
  signal?: AbortSignal,
): Promise<readonly DeliveryResult[]> {
  refuseUnfinished(messages);
  const results: DeliveryResult[] = [];
  for (const message of messages) {
    const delivery = signal?.aborted ? new Promise<never>(() => undefined) : deliver(message, signal);
    results.push(await untilAborted(delivery, signal).catch(asDeliveryError));
  }
  return results;
}
