import { parseChunked } from '@discoveryjs/json-ext';
import { pause } from './pause.ts';

/** Letters. A larger text is read piece by piece, so that it does not block the event loop. */
const AT_ONCE = 128 * 1024;

/** The name `__proto__`, however its letters are written: reading piece by piece would lose it. */
const PROTOTYPE = /__proto__|\\u00(5f|6f|70|72|74)/i;

/**
 * Reads JSON in UTF-8.
 *
 * @throws SyntaxError, whose message may quote the text
 */
export async function parseJson(bytes: Uint8Array): Promise<unknown> {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (text.length <= AT_ONCE || PROTOTYPE.test(text)) return JSON.parse(text) as unknown;
  return parseChunked(pieces(text));
}

async function* pieces(text: string): AsyncGenerator<string, void> {
  for (let from = 0; from < text.length; from += AT_ONCE) {
    yield text.slice(from, from + AT_ONCE);
    await pause();
  }
}
