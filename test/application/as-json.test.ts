import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asJson } from '../../src/application/as-json.ts';

const throughText = (value: unknown): unknown => (JSON.parse(JSON.stringify({ value })) as { value?: unknown }).value;

class Site {
  name = 'Battery Park';
  #secret = 1;
  get area() {
    return this.#secret;
  }
}

describe('a value as JSON', () => {
  test.each([
    ['what is not finite', [NaN, Infinity, -Infinity, -0]],
    ['times', { at: new Date(0), list: [new Date(1)], bad: new Date(NaN) }],
    [
      'what is undefined, and functions',
      { a: undefined, b: () => 1, c: Symbol('c'), d: [undefined, () => 1, Symbol('e')], e: new Array(2) },
    ],
    ['instances of classes', { site: new Site(), map: new Map([[1, 2]]), set: new Set([1]), error: new Error('x') }],
    ['boxed values', [Object(1), Object('two'), Object(false)]],
    [
      'toJSON, which is told its key',
      { a: { toJSON: (key: string) => `at ${key}` }, b: [{ toJSON: (key: string) => key }] },
    ],
    ['toJSON that gives nothing', { a: { toJSON: () => undefined }, b: [{ toJSON: () => undefined }] }],
    ['bytes', { bytes: new Uint8Array([1, 2]), buffer: Buffer.from('a') }],
    ['an object without a prototype', Object.assign(Object.create(null) as object, { a: 1, b: undefined })],
    ['a name that is dangerous', JSON.parse('{"__proto__": {"a": 1}, "b": {"constructor": null}}')],
    ['a dangerous name beside a change', { ...JSON.parse('{"x": {"__proto__": [1]}}'), at: new Date(0) }],
    ['names that every object has', { toString: undefined, valueOf: () => 1, constructor: Symbol('c') }],
    ['nothing', undefined],
  ])('%s', async (_what, value) => {
    const json = await asJson(value);
    expect(json).toEqual(throughText(value));
    expect(JSON.stringify(json)).toBe(JSON.stringify(value));
  });

  test('any value comes out as it would through text', async () => {
    const anything = fc.anything({
      withDate: true,
      withNullPrototype: true,
      withObjectString: true,
      withSparseArray: true,
    });
    await fc.assert(
      fc.asyncProperty(anything, async (value) => {
        expect(await asJson(value)).toStrictEqual(throughText(value));
      }),
      { numRuns: 500 },
    );
  });

  test('what is JSON already stays the same object', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (json) => {
        const value: unknown = JSON.parse(JSON.stringify(json));
        expect(await asJson(value)).toBe(value);
      }),
    );
  });

  test('a change leaves the original and what is beside it alone', async () => {
    const beside = { deep: [1] };
    const value = { at: new Date(0), beside };
    const json = (await asJson(value)) as typeof value;
    expect(json).toEqual({ at: '1970-01-01T00:00:00.000Z', beside });
    expect(json.beside).toBe(beside);
    expect(value.at).toBeInstanceOf(Date);
  });

  test('others get their turn while a large value is looked at', async () => {
    let turns = 0;
    const others = setInterval(() => turns++, 0);
    const large = { list: Array.from({ length: 100_000 }, (_, index) => [index, new Date(index)]) };
    const json = await asJson(large);
    clearInterval(others);
    expect(json).toEqual(JSON.parse(JSON.stringify(large)));
    expect(turns).toBeGreaterThan(2);
  });

  test('what cannot be written is an error', async () => {
    const endless: unknown[] = [];
    endless.push({ endless });
    await expect(asJson(endless)).rejects.toThrow(RangeError);
    await expect(asJson({ big: 1n })).rejects.toThrow(TypeError);
  });
});
