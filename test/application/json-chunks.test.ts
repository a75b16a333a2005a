import fc from 'fast-check';
import { jsonBytes } from '../../src/application/json-bytes.ts';
import { jsonByteLength } from '../../src/application/json-byte-length.ts';
import { jsonChunks } from '../../src/application/json-chunks.ts';

/** Letters. A chunk is about half of it, or less. */
const SMALL = 80_000;

async function chunksOf(value: unknown): Promise<string[]> {
  const chunks: string[] = [];
  for await (const chunk of jsonChunks(value)) chunks.push(chunk);
  return chunks;
}

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
const byName = (count: number, value: unknown) => Object.fromEntries(many(count, (n) => [`name ${n} "ö"`, value]));

describe('the JSON of a value, in chunks', () => {
  test.each<[string, unknown]>([
    ['a list of numbers', many(100_000, (n) => n / 7)],
    ['lists in lists', many(2_000, (n) => many(n % 50, (m) => [n, -m, null, '"', []]))],
    ['one large element among small ones', [1, 'a', many(50_000, String), {}, byName(20_000, [true]), 2]],
    ['a map of many entries', byName(50_000, { a: [1], b: {} })],
    [
      'names that are numbers, and dangerous ones',
      JSON.parse(`{"2":${JSON.stringify(many(40_000, Number))},"__proto__":[1]}`),
    ],
    ['a large text of letters that must be escaped', { text: '"\\\n\u0000\u2028é€'.repeat(50_000) }],
    ['pairs of surrogates, wherever they are', ['👩‍🔬'.repeat(40_000), `a${'😀'.repeat(40_000)}`]],
    ['broken Unicode', '\ud83d'.repeat(100_000)],
    ['many small texts', many(20_000, (n) => 'x'.repeat(n % 40))],
    ['texts of about the size of a chunk', many(10, (n) => 'x'.repeat(32 * 1_024 - 8 + n))],
  ])('%s', async (_what, value) => {
    const chunks = await chunksOf(value);
    expect(chunks.join('') === JSON.stringify(value)).toBe(true); // a difference would be too long to be shown
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(6 * SMALL);
    expect(chunks.length).toBeGreaterThan(3);
  });

  test('any value is written as JSON.stringify writes it, large or not', async () => {
    const values = fc.tuple(fc.jsonValue(), fc.integer({ min: 1, max: 20_000 }));
    await fc.assert(
      fc.asyncProperty(values, async ([value, count]) => {
        const json: unknown = JSON.parse(JSON.stringify({ value, list: many(count, () => value) }));
        expect((await chunksOf(json)).join('') === JSON.stringify(json)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('others get their turn meanwhile', async () => {
    let turns = 0;
    const others = setInterval(() => turns++, 0);
    await chunksOf(['x'.repeat(3_000_000), many(200_000, Number)]);
    clearInterval(others);
    expect(turns).toBeGreaterThan(5);
  });
});

describe('a value that is not JSON yet', () => {
  const value = { at: new Date(0), absent: undefined, text: '€'.repeat(100_000) };
  const json = Buffer.from(JSON.stringify(value));

  test('as bytes', async () => {
    expect(Buffer.from(await jsonBytes(value)).equals(json)).toBe(true);
  });

  test('the number of its bytes', async () => {
    expect(await jsonByteLength(value)).toBe(json.length);
  });

  test('counted only as far as it matters', async () => {
    const bytes = await jsonByteLength(value, 1_000);
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThan(json.length);
  });
});
