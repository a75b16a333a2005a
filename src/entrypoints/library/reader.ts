/** What the package exports as `chat-courier/reader`: for browsers and Node, without the AWS SDK. */
import { fromItem } from '../../adapters/dynamodb/chat-message-item.ts';
import type { ArtifactReference } from '../../application/packed-part.ts';
import { unpackMessage } from '../../application/unpack-message.ts';
import { isExpired } from '../../domain/is-expired.ts';
import type { OrchestratorResponse } from '../../domain/orchestrator-response.ts';

export type { ArtifactReference } from '../../application/packed-part.ts';
export type {
  Artifact,
  OrchestratorResponse,
  ResponseMetadata,
  ThoughtStep,
} from '../../domain/orchestrator-response.ts';

/** The object that a reference stands for, as a store or `fetch` gives it. */
export type StoredBody = Response | Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | string;

export interface ReadOptions {
  /**
   * Fetches what a reference stands for: from a presigned URL, or by a storage client. Without it, or where it gives
   * nothing, the reference stays in the place of the artifact.
   */
  readonly resolve?: (reference: ArtifactReference) => Promise<StoredBody | undefined>;
  /** A message that has expired by then is not read; absent: now. */
  readonly now?: Date;
}

/**
 * The response that an orchestrator gave, from the message that holds it: an item of the table, a `ChatMessage` that
 * AppSync returned (JSON fields may be texts), or a message of the server's API.
 *
 * It differs from what the orchestrator gave in this: an empty text has become a sentence, unknown fields beside `metadata`
 * are not in a message, and a success whose metadata say `success: false` has them say `true`.
 *
 * @returns undefined for a message that has expired
 * @throws what `resolve` throws; Error for a Response that is not ok; SyntaxError or TypeError for a damaged message
 */
export async function readResponse(
  message: Readonly<Record<string, unknown>>,
  { resolve, now = new Date() }: ReadOptions = {},
): Promise<OrchestratorResponse | undefined> {
  const stored = fromItem({ ...message, ...jsonFields(message) });
  if (isExpired(stored, now)) return undefined;
  const isPacked = 'content' in message; // the server's API has unpacked what it gives
  const follow = resolve && (async (reference: ArtifactReference) => bytesOf(await resolve(reference)));
  const unpacked = isPacked ? await unpackMessage(stored, follow) : stored;
  const { success, ...metadata } = unpacked.metadata;
  return {
    success: success !== false,
    message: unpacked.text,
    artifacts: unpacked.artifacts,
    thoughtSteps: unpacked.thoughtSteps,
    metadata: (success === false ? metadata : unpacked.metadata) as OrchestratorResponse['metadata'],
    responseComplete: unpacked.responseComplete,
  };
}

/** AppSync gives JSON as text; what is absent it gives as null. */
function jsonFields({ content, text, artifacts, thoughtSteps, metadata, ...rest }: Readonly<Record<string, unknown>>) {
  const list = (value: unknown) => ((json(value) ?? []) as unknown[]).map(json);
  const absent = Object.entries(rest).filter(([, value]) => value === null);
  return {
    ...Object.fromEntries(absent.map(([name]) => [name, undefined])),
    content: json(content) ?? { text },
    artifacts: list(artifacts),
    thoughtSteps: list(thoughtSteps),
    metadata: json(metadata) ?? {},
  };
}

function json(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value;
}

async function bytesOf(body: StoredBody | undefined): Promise<Uint8Array | undefined> {
  if (body === undefined) return undefined;
  if (body instanceof Response && !body.ok) throw new Error(`a stored object answered with HTTP status ${body.status}`);
  const response = body instanceof Response ? body : new Response(body);
  return new Uint8Array(await response.arrayBuffer());
}
