import { createHash } from 'node:crypto';
import { createGzip } from 'node:zlib';
import { jsonChunks } from './json-chunks.ts';

export interface GzippedJson {
  readonly body: Uint8Array;
  /** The length of the JSON in UTF-8. */
  readonly bytes: number;
  /** SHA-256 of the JSON, in hexadecimal digits. */
  readonly sha256: string;
}

/** A value's JSON, gzip-encoded off the main thread. */
export async function gzipJson(value: unknown): Promise<GzippedJson> {
  const gzip = createGzip({ chunkSize: 64 * 1024 });
  const compressed: Buffer[] = [];
  gzip.on('data', (piece: Buffer) => compressed.push(piece));
  const ended = new Promise((resolve, reject) => {
    gzip.once('end', resolve).once('error', reject);
  });
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const text of jsonChunks(value)) {
    const piece = Buffer.from(text, 'utf8');
    bytes += piece.length;
    hash.update(piece);
    if (!gzip.write(piece)) await new Promise((resolve) => gzip.once('drain', resolve));
  }
  gzip.end();
  await ended;
  const { buffer, byteOffset, length } = Buffer.concat(compressed);
  return { body: new Uint8Array(buffer, byteOffset, length), bytes, sha256: hash.digest('hex') };
}
