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
    ['nothing', undefined],
  ])('%s', (_what, value) => {
    expect(asJson(value)).toEqual(throughText(value));
    expect(JSON.stringify(asJson(value))).toBe(JSON.stringify(value));
  });

  test('any value comes out as it would through text', () => {
    const anything = fc.anything({
      withDate: true,
      withNullPrototype: true,
      withObjectString: true,
      withSparseArray: true,
    });
    fc.assert(
      fc.property(anything, (value) => {
        expect(asJson(value)).toStrictEqual(throughText(value));
      }),
      { numRuns: 500 },
    );
  });

  test('what is JSON already stays the same object', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const value: unknown = JSON.parse(JSON.stringify(json));
        expect(asJson(value)).toBe(value);
      }),
    );
  });

  test('a change leaves the original and what is beside it alone', () => {
    const beside = { deep: [1] };
    const value = { at: new Date(0), beside };
    expect(asJson(value)).toHaveProperty('beside', beside);
    expect((asJson(value) as typeof value).beside).toBe(beside);
    expect(value.at).toBeInstanceOf(Date);
  });

  test('what cannot be written is an error', () => {
    const endless: unknown[] = [];
    endless.push({ endless });
    expect(() => asJson(endless)).toThrow(RangeError);
    expect(() => asJson({ big: 1n })).toThrow(TypeError);
  });
});
