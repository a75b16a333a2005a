import type { ChatMessage } from '../domain/chat-message.ts';

/**
 * A part of a message (an artifact, the metadata, the whole list of thought steps) as its JSON: plainly, for what the
 * storage cannot hold otherwise, or compressed. `data` is bytes, or their base64 where a reader gets JSON (AppSync gives
 * binary attributes so).
 */
export type EncodedPart =
  | { readonly encoding: 'json'; readonly data: string }
  | { readonly encoding: 'gzip'; readonly data: Uint8Array | string; readonly bytes: number };

/** Stands for a part whose JSON is stored elsewhere, gzip-encoded. */
export interface ArtifactReference {
  readonly type: 's3_reference';
  readonly bucket: string;
  readonly key: string;
  /** Bytes of the JSON. */
  readonly size: number;
  readonly contentType: string;
  /** The artifact's type, or which part of the message it is. */
  readonly originalType: string;
  /** ISO 8601. */
  readonly uploadedAt: string;
  readonly chatSessionId: string;
}

const MAX_SEGMENT = 256;

const OBJECT_NAME = /^[0-9a-f]{64}\.json$/;

export type PackedPart = EncodedPart | ArtifactReference;

type Owner = Pick<ChatMessage, 'id' | 'chatSessionId'>;

/** Where a message's metadata holds its text, if `text` itself is only the beginning of it. */
export const PACKED_TEXT = 'packedText';

/** Whether a value is a packed part of this message. Anything else of that look is content, and is not touched. */
export function isPackedPart(value: unknown, owner: Owner): value is PackedPart {
  return isEncodedPart(value) || isReferenceOf(value, owner);
}

export function isEncodedPart(value: unknown): value is EncodedPart {
  if (!isMap(value)) return false;
  const { encoding, data } = value;
  if (encoding === 'json') return typeof data === 'string';
  return encoding === 'gzip' && isSize(value['bytes']) && (typeof data === 'string' || data instanceof Uint8Array);
}

/** A message refers to its own objects alone: a key of another one, which an orchestrator may make up, is never followed. */
export function isReferenceOf(value: unknown, owner: Owner): value is ArtifactReference {
  if (!isMap(value) || value['type'] !== 's3_reference' || !isSize(value['size'])) return false;
  const { key } = value;
  const prefix = artifactPrefix(owner);
  return typeof key === 'string' && key.startsWith(prefix) && OBJECT_NAME.test(key.slice(prefix.length));
}

/** `chatSessionArtifacts/{sessionId}/{messageId}/{SHA-256}.json`: where a part of a message is kept. */
export function artifactKey(owner: Owner, sha256: string): string {
  return `${artifactPrefix(owner)}${sha256}.json`;
}

function artifactPrefix({ chatSessionId, id }: Owner): string {
  return `chatSessionArtifacts/${segment(chatSessionId)}/${segment(id)}/`;
}

/** A name as one level of a path, in letters that every store takes; as long as the longest usual one. */
function segment(name: string): string {
  const escaped = encodeURIComponent(name).replaceAll('.', '%2E').replaceAll('~', '%7E');
  return escaped.replaceAll('%', '=').slice(0, MAX_SEGMENT);
}

function isSize(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
