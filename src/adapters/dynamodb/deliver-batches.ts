import { setMaxListeners } from 'node:events';
import { asDeliveryError } from '../../application/as-delivery-error.ts';
import { untilAborted } from '../../application/until-aborted.ts';
import { withinTime } from '../../application/within-time.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';
import { refuseUnfinished } from '../../domain/refuse-unfinished.ts';
import type { DeliveryResult } from '../../domain/result-sink.ts';
import { writeBatch, type BatchTable } from './write-batch.ts';

/** The most keys that DynamoDB looks up in one request. */
const LOOKED_UP = 100;

/** Delivers finished messages in batches: `deliverAll` of a ResultSink, whose comment says what that means. */
export function deliverBatches(
  table: (signal: AbortSignal) => BatchTable,
  messages: readonly ChatMessage[],
  outer: AbortSignal | undefined,
): Promise<readonly DeliveryResult[]> {
  return withinTime(Infinity, outer, (signal) => {
    setMaxListeners(0, signal); // as many as there are requests at once
    return deliverWithin(table(signal), messages, signal);
  });
}

async function deliverWithin(
  table: BatchTable,
  messages: readonly ChatMessage[],
  signal: AbortSignal,
): Promise<readonly DeliveryResult[]> {
  refuseUnfinished(messages);
  const firsts = new Map<string, ChatMessage>();
  for (const message of messages) if (!firsts.has(message.id)) firsts.set(message.id, message);
  const unique = [...firsts.values()];
  const results = new Map<string, DeliveryResult>();
  const tell = (id: string, result: DeliveryResult) => {
    if (!signal.aborted) results.set(id, result);
  };
  const failure = await untilAborted(writeAll(), signal).then(() => undefined, asDeliveryError);
  return messages.map((message) => {
    const result = results.get(message.id) ?? failure ?? asDeliveryError(new Error('no outcome was told'));
    if (result instanceof Error || firsts.get(message.id) === message) return result;
    return { status: 'already-delivered', bytes: 0 };
  });

  async function writeAll(): Promise<void> {
    for (let from = 0; from < unique.length && !signal.aborted; from += LOOKED_UP) {
      await writeBatch(table, unique.slice(from, from + LOOKED_UP), tell, signal);
    }
  }
}
