import { stringifyChunked } from '@discoveryjs/json-ext';
import { pause } from './pause.ts';

/** About 256 KB: some milliseconds of work. */
const AT_ONCE = 16;

/** A value's JSON in pieces, so that a large one does not block the event loop. */
export async function* jsonChunks(value: unknown): AsyncGenerator<string, void> {
  let count = 0;
  for (const chunk of stringifyChunked(value)) {
    yield chunk;
    if (++count % AT_ONCE === 0) await pause();
  }
}
