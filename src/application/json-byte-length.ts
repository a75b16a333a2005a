import { asJson } from './as-json.ts';
import { jsonChunks } from './json-chunks.ts';

/**
 * How many bytes a value's JSON has in UTF-8; nothing of it is kept. Counting ends somewhere above `atMost`.
 *
 * @throws TypeError or RangeError for what cannot be written as JSON
 */
export async function jsonByteLength(value: unknown, atMost = Infinity): Promise<number> {
  let bytes = 0;
  for await (const text of jsonChunks(await asJson(value))) {
    bytes += Buffer.byteLength(text, 'utf8');
    if (bytes > atMost) break;
  }
  return bytes;
}
