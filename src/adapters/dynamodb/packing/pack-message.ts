import pMap from 'p-map';
import { PACKED_TEXT } from '../../../application/packed-part.ts';
import type { ArtifactStore } from '../../../application/ports/artifact-store.ts';
import type { ChatMessage } from '../../../domain/chat-message.ts';
import { DeliveryError } from '../../../domain/delivery-error.ts';
import { toItem, type ChatMessageItem } from '../chat-message-item.ts';
import { itemBytes, MAX_ITEM_BYTES } from '../item-bytes.ts';
import { fittingParts } from './fitting-parts.ts';
import { partsOf, wholeList, type Part, type StoredText } from './part.ts';
import { compressed, offloaded, type Shrunk } from './shrink-part.ts';

export interface Packing {
  /** Where parts go that do not fit into the item; absent, they are compressed. */
  readonly store?: ArtifactStore | undefined;
  /** Artifacts of more bytes are stored there although they would fit. */
  readonly offloadOverBytes?: number | undefined;
  /** Artifacts of more bytes are compressed although they would fit. */
  readonly compressOverBytes?: number | undefined;
}

export interface PackedMessage {
  readonly item: ChatMessageItem;
  /** At most 409,600. */
  readonly bytes: number;
}

const UPLOADS_AT_ONCE = 4;

/**
 * A message as an item: plainly, if that fits. What does not fit is put elsewhere or compressed, the largest artifacts
 * first. Objects are stored before the item is there to refer to them, and named after their content: a second try finds
 * them, and never changes what an item points to.
 *
 * @throws DeliveryError `too-large`, and what the store throws
 */
export async function packMessage(
  message: ChatMessage,
  packing: Packing,
  signal?: AbortSignal,
): Promise<PackedMessage> {
  const { store } = packing;
  const shrink = store ? (part: Part) => offloaded(part, message, store) : compressed;
  const room = MAX_ITEM_BYTES - itemBytes(assembled(message, []));
  const parts = await fittingParts(await shrunkOnRequest(message, packing), room, shrink, wholeList(message));
  if (!parts) throw tooLarge(packing);
  await pMap(parts, ({ upload }) => upload?.(signal), { concurrency: UPLOADS_AT_ONCE });
  const item = assembled(message, parts);
  return { item, bytes: itemBytes(item) };
}

async function shrunkOnRequest(message: ChatMessage, packing: Packing): Promise<Shrunk[]> {
  const { store, offloadOverBytes = Infinity, compressOverBytes = Infinity } = packing;
  const asWanted = (part: Part): Shrunk | Promise<Shrunk> => {
    if (part.kind !== 'artifact') return { part };
    if (store && part.bytes > offloadOverBytes) return offloaded(part, message, store);
    return part.bytes > compressOverBytes ? compressed(part) : { part };
  };
  return pMap(partsOf(message), asWanted, { concurrency: 1 });
}

function assembled(message: ChatMessage, parts: readonly Shrunk[]): ChatMessageItem {
  const stored = (...kinds: Part['kind'][]) =>
    parts.filter(({ part }) => kinds.includes(part.kind)).map(({ part }) => part.stored);
  const [text = { text: '' }] = stored('text') as StoredText[];
  const [metadata = {}] = stored('metadata') as object[];
  return toItem({
    ...message,
    artifacts: [...stored('artifact'), ...stored('artifacts').flat()] as ChatMessage['artifacts'],
    thoughtSteps: stored('thoughtSteps').flat() as ChatMessage['thoughtSteps'],
    metadata: text.packed ? { ...metadata, [PACKED_TEXT]: text.packed } : { ...metadata },
    text: text.text,
  });
}

function tooLarge({ store }: Packing): DeliveryError {
  const what = `the message is over ${MAX_ITEM_BYTES} bytes`;
  const remedy = store
    ? 'So much of it is in small pieces that no store helps: change what the orchestrator returns.'
    : 'Set ARTIFACT_BUCKET, so that large artifacts are stored there, or make what the orchestrator returns smaller.';
  return new DeliveryError('too-large', `${what}, ${store ? 'references included' : 'compressed'}`, remedy);
}
