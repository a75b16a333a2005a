import type { StoredObject } from '../../application/ports/artifact-store.ts';
import { DeliveryError } from '../../domain/delivery-error.ts';

const NEWLINE = 0x0a;

/** A file that holds an object: a line of JSON, which says what it is, and then the bytes. */
export function objectFile(key: string, { contentType, body }: StoredObject): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify({ key, contentType })}\n`), body]);
}

/** @throws DeliveryError `invalid-item` for a file that is not the object of this key */
export function readObjectFile(key: string, contents: Buffer): StoredObject {
  const end = contents.indexOf(NEWLINE);
  const contentType = contentTypeIn(contents.subarray(0, Math.max(0, end)).toString(), key);
  if (contentType === undefined) {
    const remedy = 'It was changed by somebody else: delete the file, or restore it from a copy.';
    throw new DeliveryError('invalid-item', `the file of the stored object ${key} is damaged`, remedy);
  }
  return { contentType, body: Uint8Array.from(contents.subarray(end + 1)) };
}

function contentTypeIn(line: string, expectedKey: string): string | undefined {
  try {
    const { key, contentType } = JSON.parse(line) as { key?: unknown; contentType?: unknown };
    return key === expectedKey && typeof contentType === 'string' ? contentType : undefined;
  } catch {
    return undefined;
  }
}
