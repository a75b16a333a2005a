import pMap from 'p-map';
import type { ChatMessage } from '../domain/chat-message.ts';
import type { Artifact, ThoughtStep } from '../domain/orchestrator-response.ts';
import { PACKED_TEXT, isEncodedPart, isReferenceOf, type ArtifactReference, type EncodedPart } from './packed-part.ts';
import { parseJson } from './parse-json.ts';

/** Fetches what a reference stands for: JSON, gzip-encoded or not; undefined leaves the reference as it is. */
export type ResolveReference = (reference: ArtifactReference) => Promise<Uint8Array | undefined>;

/** How many objects of one message are fetched at once. */
const AT_ONCE = 6;

const GZIP = [0x1f, 0x8b];

/**
 * A message as it was delivered, from its stored form: parts that are encoded are decoded, and references to the
 * message's own objects followed. It needs nothing but what browsers have, too.
 *
 * @throws what `resolve` throws; SyntaxError or TypeError for a part that is damaged
 */
export async function unpackMessage(stored: ChatMessage, resolve?: ResolveReference): Promise<ChatMessage> {
  const open = (part: unknown) => opened(part, stored, resolve);
  const openList = async (parts: readonly unknown[]) => (await pMap(parts, open, { concurrency: AT_ONCE })).flat();
  const { [PACKED_TEXT]: packedText, ...rest } = stored.metadata;
  const fullText = await open(packedText);
  const whole = typeof fullText === 'string' && packedText !== fullText;
  return {
    ...stored,
    text: whole ? fullText : stored.text,
    artifacts: (await openList(stored.artifacts)) as Artifact[],
    thoughtSteps: (await openList(stored.thoughtSteps)) as ThoughtStep[],
    metadata: (await open(whole ? rest : stored.metadata)) as ChatMessage['metadata'],
  };
}

/** About how many bytes a message's packed parts will come to. */
export function unpackedBytes(stored: ChatMessage): number {
  const packed: unknown[] = [
    ...stored.artifacts,
    ...stored.thoughtSteps,
    stored.metadata,
    stored.metadata[PACKED_TEXT],
  ];
  return packed.reduce<number>((sum, part) => {
    if (isReferenceOf(part, stored)) return sum + part.size;
    return isEncodedPart(part) && part.encoding === 'gzip' ? sum + part.bytes : sum;
  }, 0);
}

async function opened(part: unknown, owner: ChatMessage, resolve?: ResolveReference): Promise<unknown> {
  if (isEncodedPart(part)) return parseJson(await gunzipped(bytesOf(part)));
  if (!resolve || !isReferenceOf(part, owner)) return part;
  const bytes = await resolve(part);
  return bytes ? parseJson(await gunzipped(bytes)) : part;
}

function bytesOf({ encoding, data }: EncodedPart): Uint8Array {
  if (typeof data !== 'string') return data;
  if (encoding === 'json') return new TextEncoder().encode(data);
  return Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
}

/** JSON never begins as gzip does, so that what a browser has decoded already is told apart. */
async function gunzipped(bytes: Uint8Array): Promise<Uint8Array> {
  if (GZIP.some((byte, index) => bytes[index] !== byte)) return bytes;
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
