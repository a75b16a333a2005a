import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { asDeliveryError } from '../../application/as-delivery-error.ts';
import { inChunks } from '../../application/in-chunks.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';
import type { DeliveryError } from '../../domain/delivery-error.ts';
import { tellsOfFailure } from '../../domain/tells-of-failure.ts';
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

/** Messages: each may upload several objects. */
const AT_ONCE = { concurrency: 4 };

/** Refused as a whole, for one item in it or for want of a permission: message by message it may be taken. */
const REFUSED_TOGETHER = new Set(['invalid-item', 'permission-denied']);

/** These pass: look again, then put what is still absent. */
const PASSING = new Set(['throttled', 'unavailable']);

/**
 * Brings up to 100 finished messages of different ids into the table. Batches carry no conditions: right before each put
 * it looks, and puts together only what nobody wrote before. An unfinished message that is there is finished by a
 * conditional put, since its job may be ending right now, and so is every message of a failure: it must not take the place
 * of an answer.
 */
export async function writeBatch(
  { client, tableName, pack, alone }: BatchTable,
  messages: Messages,
  tell: Tell,
  signal: AbortSignal,
): Promise<void> {
  const options = { abortSignal: signal };
  /** Sent, but no answer came: if it is there at the next look, it is ours. */
  const unconfirmed = new Set<string>();
  const failures = messages.filter(tellsOfFailure);
  const puts = (
    await pMap(
      messages.filter((message) => !failures.includes(message)),
      packed,
      AT_ONCE,
    )
  ).flat();
  await deliverEach(failures);
  const chunks: (readonly Put[])[] = [];
  for await (const chunk of inChunks(puts, REQUEST_LIMIT, ({ wire }) => wire)) chunks.push(chunk);
  await pMap(chunks, bringIn, AT_ONCE);

  async function bringIn(chunk: readonly Put[]): Promise<void> {
    let failure: DeliveryError | undefined;
    const left = await untilProcessed(chunk, signal, async (wanted) => {
      try {
        failure = undefined;
        return await lookAndPut(wanted);
      } catch (cause) {
        failure = toDeliveryError(cause, tableName);
        if (PASSING.has(failure.code)) return wanted;
        if (REFUSED_TOGETHER.has(failure.code)) await deliverEach(wanted.map(({ message }) => message));
        else for (const { message } of wanted) tell(message.id, failure);
        return [];
      }
    });
    for (const { message } of left) tell(message.id, failure ?? throttled(tableName));
  }

  /** @returns what DynamoDB left unprocessed */
  async function lookAndPut(wanted: readonly Put[]): Promise<readonly Put[]> {
    const ids = wanted.map(({ message }) => message.id);
    const { finished, unfinished, unprocessed } = await lookUp(client, tableName, ids, options);
    for (const { message, bytes } of wanted.filter(({ message: { id } }) => finished.has(id))) {
      tell(
        message.id,
        unconfirmed.has(message.id) ? { status: 'delivered', bytes } : { status: 'already-delivered', bytes: 0 },
      );
    }
    const among = (some: ReadonlySet<string>) => wanted.filter(({ message }) => some.has(message.id));
    const absent = wanted.filter(
      ({ message: { id } }) => !finished.has(id) && !unfinished.has(id) && !unprocessed.has(id),
    );
    const unwritten = absent.length > 0 ? await putAll(absent) : [];
    await deliverEach(among(unfinished).map(({ message }) => message));
    return [...among(unprocessed), ...unwritten];
  }

  async function putAll(absent: readonly Put[]): Promise<readonly Put[]> {
    const items = absent.map(({ item }) => item);
    for (const { message } of absent) unconfirmed.add(message.id);
    const unprocessed = await putTogether(client, tableName, items, options);
    for (const { message } of absent) unconfirmed.delete(message.id);
    for (const { message, bytes } of absent) {
      if (!unprocessed.has(message.id)) tell(message.id, { status: 'delivered', bytes });
    }
    return absent.filter(({ message }) => unprocessed.has(message.id));
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

  async function deliverEach(wanted: Messages): Promise<void> {
    await pMap(
      wanted,
      async (message) => {
        tell(message.id, await alone(message).catch(asDeliveryError));
      },
      AT_ONCE,
    );
  }
}
