export interface ChunkLimit {
  readonly count: number;
  readonly bytes: number;
}

/** Puts what comes one after the other together, up to a count and a size. What is larger than that goes alone. */
export async function* inChunks<T>(
  items: AsyncIterable<T> | Iterable<T>,
  limit: ChunkLimit,
  bytesOf: (item: T) => number,
): AsyncGenerator<readonly T[]> {
  let chunk: T[] = [];
  let bytes = 0;
  for await (const item of items) {
    const size = bytesOf(item);
    if (chunk.length > 0 && (chunk.length >= limit.count || bytes + size > limit.bytes)) {
      yield chunk;
      [chunk, bytes] = [[], 0];
    }
    chunk.push(item);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}
