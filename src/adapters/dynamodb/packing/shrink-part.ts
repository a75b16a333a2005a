import { gzipJson } from '../../../application/gzip-json.ts';
import { artifactKey, type ArtifactReference } from '../../../application/packed-part.ts';
import type { ArtifactStore } from '../../../application/ports/artifact-store.ts';
import type { ChatMessage } from '../../../domain/chat-message.ts';
import { packedAs, type Part } from './part.ts';

/** A part that was made smaller, as far as that was possible. */
export interface Shrunk {
  readonly part: Part;
  /** Stores what the part refers to. */
  readonly upload?: (signal?: AbortSignal) => Promise<void>;
}

const CONTENT_TYPE = 'application/json';

/** The part compressed, if that is smaller. */
export async function compressed(part: Part): Promise<Shrunk> {
  const { body, bytes } = await gzipJson(part.value);
  const smaller = packedAs(part, { ...typeOf(part), encoding: 'gzip', data: body, bytes });
  return { part: smaller.bytes < part.bytes ? smaller : part };
}

/** A reference in place of the part, whose object is yet to be stored. Its key names the message and the content. */
export async function offloaded(part: Part, message: ChatMessage, store: ArtifactStore): Promise<Shrunk> {
  const { body, bytes, sha256 } = await gzipJson(part.value);
  const reference: ArtifactReference = {
    type: 's3_reference',
    bucket: store.bucket,
    key: artifactKey(message, sha256),
    size: bytes,
    contentType: CONTENT_TYPE,
    originalType: part.type,
    uploadedAt: new Date().toISOString(),
    chatSessionId: message.chatSessionId,
  };
  return {
    part: packedAs(part, reference),
    upload: (signal) =>
      store.put(reference.key, { contentType: CONTENT_TYPE, body, expiresAt: message.expiresAt }, signal),
  };
}

/** An artifact keeps its type, so that a reader knows what it cannot read. */
function typeOf({ kind, type }: Part) {
  return kind === 'artifact' ? { type } : {};
}
