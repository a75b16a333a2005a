import pMap from 'p-map';
import type { ChatMessage } from '../domain/chat-message.ts';
import type { Artifact, ThoughtStep } from '../domain/orchestrator-response.ts';
import { gunzipped } from './gunzipped.ts';
import { isEncodedPart, isReferenceOf, PACKED_TEXT, type ArtifactReference, type EncodedPart } from './packed-part.ts';
import { parseJson } from './parse-json.ts';

/** Fetches what a reference stands for: JSON, gzip-encoded or not; undefined leaves the reference as it is. */
export type ResolveReference = (reference: ArtifactReference) => Promise<Uint8Array | undefined>;

/** How many objects of one message are fetched at once. */
const AT_ONCE = 6;

/** Bytes that a part inside of an item may come to: compressed, 400 KB of nothing would be 400 MB. */
const MAX_INFLATED = 64 * 1024 * 1024;

type IsPart = (value: unknown, packed: Readonly<Record<string, unknown>>) => boolean;

/**
 * A message as it was delivered, from its stored form: parts that are encoded are decoded, and references to the
 * message's own objects followed. What only looks packed, or is damaged, stays as it is. It needs nothing but what browsers
 * have, too.
 *
 * @throws what `resolve` throws
 */
export async function unpackMessage(stored: ChatMessage, resolve?: ResolveReference): Promise<ChatMessage> {
  const open = (part: unknown, isPart: IsPart) => opened(part, isPart, stored, resolve);
  const openList = async (parts: readonly unknown[], isElement: IsPart) =>
    (await pMap(parts, (part) => open(part, isListOr(isElement)), { concurrency: AT_ONCE })).flat();
  const { [PACKED_TEXT]: packedText, ...rest } = stored.metadata;
  const text = await open(packedText, isText);
  const whole = typeof text === 'string' && packedText !== text;
  return {
    ...stored,
    text: whole ? text : stored.text,
    artifacts: (await openList(stored.artifacts, isArtifact)) as Artifact[],
    thoughtSteps: (await openList(stored.thoughtSteps, isMap)) as ThoughtStep[],
    metadata: (await open(whole ? rest : stored.metadata, isMap)) as ChatMessage['metadata'],
  };
}

/** About how many bytes a message's packed parts will come to. */
export function unpackedBytes(stored: ChatMessage): number {
  const { artifacts, thoughtSteps, metadata } = stored;
  const packed: unknown[] = [...artifacts, ...thoughtSteps, metadata, metadata[PACKED_TEXT]];
  return packed.reduce<number>((sum, part) => {
    if (isReferenceOf(part, stored)) return sum + part.size;
    return isEncodedPart(part) && part.encoding === 'gzip' ? sum + part.bytes : sum;
  }, 0);
}

async function opened(part: unknown, isPart: IsPart, owner: ChatMessage, resolve?: ResolveReference): Promise<unknown> {
  if (isEncodedPart(part)) return decoded(bytesOf(part), sizeOf(part), part, isPart);
  if (!resolve || !isReferenceOf(part, owner)) return part;
  const bytes = await resolve(part);
  return bytes ? decoded(bytes, part.size, part, (value) => isPart(value, { ...part, type: part.originalType })) : part;
}

/** The part itself if it cannot be decoded, or is something else than what it stands for. */
async function decoded(bytes: Uint8Array, size: number, part: object, isPart: IsPart): Promise<unknown> {
  try {
    const value = await parseJson(await gunzipped(bytes, size));
    return isPart(value, part as Readonly<Record<string, unknown>>) ? value : part;
  } catch {
    return part; // whoever looks at it sees that it is not decoded
  }
}

function sizeOf(part: EncodedPart): number {
  return part.encoding === 'gzip' ? Math.min(part.bytes, MAX_INFLATED) : Infinity;
}

function bytesOf({ encoding, data }: EncodedPart): Uint8Array {
  if (typeof data !== 'string') return data;
  if (encoding === 'json') return new TextEncoder().encode(data);
  return Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
}

const isText: IsPart = (value) => typeof value === 'string';

const isMap: IsPart = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

const isArtifact: IsPart = (value, packed) =>
  isMap(value, packed) && (value as Artifact).type.toWellFormed() === (packed['type'] ?? (value as Artifact).type);

/** One packed element may stand for the whole list. */
function isListOr(isElement: IsPart): IsPart {
  return (value, packed) =>
    Array.isArray(value) ? value.every((element) => isMap(element, packed)) : isElement(value, packed);
}
