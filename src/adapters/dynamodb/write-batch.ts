import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { asDeliveryError } from '../../application/as-delivery-error.ts';
import { inChunks } from '../../application/in-chunks.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';
import type { DeliveryReceipt, DeliveryResult } from '../../domain/result-sink.ts';
import { lookUp } from './look-up.ts';
import type { PackedMessage } from './packing/pack-message.ts';
import { putTogether } from './put-together.ts';
import { throttled, toDeliveryError } from './to-delivery-error.ts';
import { untilProcessed } from './until-processed.ts';
import { wireBytes } from './wire-bytes.ts';

/** A table, and how one message comes into it. */
export interface BatchTable {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly pack: (message: ChatMessage) => Promise<PackedMessage>;
  /** Delivers one message by a conditional put. */
  readonly alone: (message: ChatMessage) => Promise<DeliveryReceipt>;
}

/** Told what became of the message of this id. */
export type Tell = (id: string, result: DeliveryResult) => void;

type Messages = readonly ChatMessage[];
type Put = PackedMessage & { readonly message: ChatMessage; readonly wire: number };

/** DynamoDB takes 16 MB a request, read here as 16 * 10^6; what is left of 16 * 2^20 is for what surrounds the items. */
const REQUEST_LIMIT = { count: 25, bytes: 16_000_000 };

const PACKED_AT_ONCE = 4;

/** Refused as a whole, for one item in it or for want of a permission: message by message it may be taken. */
const REFUSED_TOGETHER = new Set(['invalid-item', 'permission-denied']);

/**
 * Brings up to 100 finished messages of different ids into the table. Batches carry no conditions: it looks first, and
 * puts together only what nobody wrote before. An unfinished message that is there is finished by a conditional put, since
 * its job may be ending right now.
 */
export async function writeBatch(
  { client, tableName, pack, alone }: BatchTable,
  messages: Messages,
  tell: Tell,
  signal: AbortSignal,
): Promise<void> {
  const options = { abortSignal: signal };
  const left = await untilProcessed(messages, signal, (wanted) => orOneByOne(wanted, () => lookAndPut(wanted)));
  for (const { id } of left) tell(id, throttled(tableName));

  /** @returns what DynamoDB left unprocessed, like the following */
  async function lookAndPut(wanted: Messages): Promise<Messages> {
    const ids = wanted.map(({ id }) => id);
    const { finished, unfinished, unprocessed } = await lookUp(client, tableName, ids, options);
    for (const id of finished) tell(id, { status: 'already-delivered', bytes: 0 });
    const absent = wanted.filter(({ id }) => !finished.has(id) && !unfinished.has(id) && !unprocessed.has(id));
    const waiting = wanted.filter(({ id }) => unfinished.has(id));
    const [unwritten] = await Promise.all([putAll(absent), deliverEach(waiting)]);
    return [...wanted.filter(({ id }) => unprocessed.has(id)), ...unwritten];
  }

  async function putAll(absent: Messages): Promise<Messages> {
    const puts = (await pMap(absent, packed, { concurrency: PACKED_AT_ONCE })).flat();
    const requests: Promise<Messages>[] = [];
    for await (const chunk of inChunks(puts, REQUEST_LIMIT, ({ wire }) => wire)) {
      const wanted = chunk.map(({ message }) => message);
      requests.push(orOneByOne(wanted, () => putChunk(chunk)));
    }
    return (await Promise.all(requests)).flat();
  }

  async function packed(message: ChatMessage): Promise<readonly Put[]> {
    try {
      const { item, bytes } = await pack(message);
      return [{ message, item, bytes, wire: wireBytes(item) }];
    } catch (error) {
      tell(message.id, toDeliveryError(error, tableName));
      return [];
    }
  }

  async function putChunk(chunk: readonly Put[]): Promise<Messages> {
    const items = chunk.map(({ item }) => item);
    const unprocessed = await putTogether(client, tableName, items, options);
    for (const { message, bytes } of chunk) {
      if (!unprocessed.has(message.id)) tell(message.id, { status: 'delivered', bytes });
    }
    return chunk.map(({ message }) => message).filter(({ id }) => unprocessed.has(id));
  }

  async function orOneByOne(wanted: Messages, together: () => Promise<Messages>): Promise<Messages> {
    try {
      return await together();
    } catch (cause) {
      const error = toDeliveryError(cause, tableName);
      if (REFUSED_TOGETHER.has(error.code)) await deliverEach(wanted);
      else for (const { id } of wanted) tell(id, error);
      return [];
    }
  }

  async function deliverEach(wanted: Messages): Promise<void> {
    const deliveries = wanted.map((message) => alone(message).catch(asDeliveryError));
    for (const [n, result] of (await Promise.all(deliveries)).entries()) tell(wanted[n]?.id ?? '', result);
  }
}
