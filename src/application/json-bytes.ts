import { asJson } from './as-json.ts';
import { jsonChunks } from './json-chunks.ts';

/**
 * A value as JSON in UTF-8. A large one does not block the event loop.
 *
 * @throws TypeError or RangeError for what cannot be written as JSON
 */
export async function jsonBytes(value: unknown): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  for await (const text of jsonChunks(await asJson(value))) pieces.push(Buffer.from(text, 'utf8'));
  return Buffer.concat(pieces);
}
