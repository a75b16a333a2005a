/** Characters. What is longer is cut, and is no JSON any more then. */
const LONGEST = 16_000_000;

/** The lines of a text that comes in parts, without their line feeds. (Node's readline would also end lines at U+2028.) */
export async function* linesOf(parts: AsyncIterable<string>): AsyncGenerator<string> {
  let pieces: string[] = [];
  let length = 0;
  for await (const part of parts) {
    for (const [n, piece] of part.split('\n').entries()) {
      if (n > 0) {
        yield pieces.join('');
        [pieces, length] = [[], 0];
      }
      if (length < LONGEST) pieces.push(piece);
      length += piece.length;
    }
  }
  if (length > 0) yield pieces.join('');
}
