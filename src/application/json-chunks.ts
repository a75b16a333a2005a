import { pause } from './pause.ts';

/** Letters: less than a millisecond of work. */
const AT_ONCE = 32 * 1024;

/** Letters between two pauses: some milliseconds of work. */
const UNTIL_PAUSE = 256 * 1024;

/** A value's JSON in pieces, so that a large one does not block the event loop. The value is what `asJson` gives. */
export async function* jsonChunks(value: unknown): AsyncGenerator<string, void> {
  let chunk = '';
  let letters = 0;
  for (const piece of piecesOf(value)) {
    chunk += piece;
    if (chunk.length < AT_ONCE) continue;
    yield chunk;
    letters += chunk.length;
    chunk = '';
    if (letters < UNTIL_PAUSE) continue;
    await pause();
    letters = 0;
  }
  yield chunk;
}

type Pieces = Generator<string, void>;

/** What is small is written by JSON.stringify, which is several times as fast as anything else. */
function* piecesOf(value: unknown): Pieces {
  if (typeof value === 'string') yield* textPieces(value);
  else if (weight(value) <= AT_ONCE) yield JSON.stringify(value);
  else if (Array.isArray(value)) yield* listPieces(value);
  else yield* mapPieces(value as Readonly<Record<string, unknown>>);
}

function* textPieces(text: string): Pieces {
  yield '"';
  for (let from = 0, to; from < text.length; from = to) {
    to = Math.min(from + AT_ONCE, text.length);
    if (isLeading(text.charCodeAt(to - 1)) && to < text.length) to++; // a pair of surrogates stays together
    yield inside(text.slice(from, to));
  }
  yield '"';
}

function isLeading(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

/** Small elements are written together. */
function* listPieces(list: readonly unknown[]): Pieces {
  yield '[';
  for (let from = 0, to = 0; from < list.length; from = to) {
    for (let room = AT_ONCE; to < list.length && room > 0; to++) room -= weight(list[to], room);
    if (from > 0) yield ',';
    if (to - from > 1 && weight(list[to - 1]) > AT_ONCE) to--;
    if (to - from === 1) yield* piecesOf(list[from]);
    else yield inside(list.slice(from, to));
  }
  yield ']';
}

function* mapPieces(map: Readonly<Record<string, unknown>>): Pieces {
  let separator = '{';
  for (const key of Object.keys(map)) {
    yield `${separator}${JSON.stringify(key)}:`;
    yield* piecesOf(map[key]);
    separator = ',';
  }
  yield '}';
}

/** Without the quotes or brackets around it. */
function inside(value: unknown): string {
  return JSON.stringify(value).slice(1, -1);
}

/** About how many letters a value's JSON has; counting ends somewhere above `atMost`. */
function weight(value: unknown, atMost = AT_ONCE): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null) return 20;
  let sum = 3;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && sum <= atMost; index++) sum += weight(value[index], atMost - sum);
    return sum;
  }
  for (const key of Object.keys(value)) {
    if (sum > atMost) break;
    sum += key.length + 4 + weight((value as Record<string, unknown>)[key], atMost - sum);
  }
  return sum;
}
