const GZIP = [0x1f, 0x8b];

/**
 * What gzip-encoded JSON decodes to. JSON never begins as gzip does, so that what a browser has decoded already is told apart.
 *
 * @param atMost bytes; decoding ends there
 * @throws RangeError for more than that; TypeError for what is damaged
 */
export async function gunzipped(bytes: Uint8Array, atMost: number): Promise<Uint8Array> {
  if (GZIP.some((byte, index) => bytes[index] !== byte)) return bytes;
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-assertion -- not where the types are a browser's
  const whole = new Blob([bytes as Uint8Array<ArrayBuffer>]);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const piece of piecesOf(whole.stream().pipeThrough(new DecompressionStream('gzip')))) {
    length += piece.length;
    if (length > atMost) throw new RangeError(`it decodes to more than ${atMost} bytes`);
    pieces.push(piece);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** Not every browser iterates over a stream. */
async function* piecesOf(stream: ReadableStream<unknown>): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const reader = stream.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      yield piece.value as Uint8Array<ArrayBuffer>;
    }
  } finally {
    await reader.cancel();
  }
}
