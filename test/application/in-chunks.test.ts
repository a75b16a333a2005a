import fc from 'fast-check';
import { inChunks } from '../../src/application/in-chunks.ts';

async function chunksOf(sizes: readonly number[], limit: { count: number; bytes: number }) {
  const chunks: (readonly number[])[] = [];
  for await (const chunk of inChunks(sizes, limit, (size) => size)) chunks.push(chunk);
  return chunks;
}

const sum = (sizes: readonly number[]) => sizes.reduce((all, size) => all + size, 0);

test('nothing is lost or moved, no chunk is too large, and none could have been larger', async () => {
  const limits = fc.record({ count: fc.integer({ min: 1, max: 5 }), bytes: fc.integer({ min: 1, max: 20 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 30 })), limits, async (sizes, limit) => {
      const chunks = await chunksOf(sizes, limit);
      expect(chunks.flat()).toEqual(sizes);
      for (const [n, chunk] of chunks.entries()) {
        expect(chunk.length).toBeGreaterThan(0);
        expect(chunk.length).toBeLessThanOrEqual(limit.count);
        expect(chunk.length === 1 || sum(chunk) <= limit.bytes).toBe(true);
        const [next] = chunks[n + 1] ?? [Infinity];
        expect(chunk.length === limit.count || sum(chunk) + (next ?? 0) > limit.bytes).toBe(true);
      }
    }),
  );
});
