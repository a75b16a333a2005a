import { parseChunked } from '@discoveryjs/json-ext';
import { pause } from './pause.ts';

/** Bytes. A larger text is read piece by piece, so that it does not block the event loop. */
const AT_ONCE = 128 * 1024;

/**
 * Reads JSON in UTF-8.
 *
 * @throws SyntaxError, whose message may quote the text
 */
export async function parseJson(text: Uint8Array): Promise<unknown> {
  if (text.length <= AT_ONCE) return JSON.parse(new TextDecoder().decode(text)) as unknown;
  return parseChunked(pieces(text));
}

async function* pieces(text: Uint8Array): AsyncGenerator<Uint8Array, void> {
  for (let from = 0; from < text.length; from += AT_ONCE) {
    yield text.subarray(from, from + AT_ONCE);
    await pause();
  }
}
