import { isNestedWithin } from '../../src/application/is-nested-within.ts';

test.each([
  ['a text', 'text', 0],
  ['nothing', null, 0],
  ['an empty object', {}, 1],
  ['a list of objects beside a text', ['text', {}, { a: 1 }], 2],
  ['the deeper of two', { a: [[]], b: [] }, 3],
])('%s', (_, value, levels) => {
  expect(isNestedWithin(levels, value)).toBe(true);
  if (levels > 0) expect(isNestedWithin(levels - 1, value)).toBe(false);
});

test('no depth exhausts it, and nor does an object that holds itself, twice', () => {
  expect(isNestedWithin(100, JSON.parse('['.repeat(1e6) + ']'.repeat(1e6)))).toBe(false);
  const endless: Record<string, unknown> = {};
  endless['a'] = endless['b'] = endless;
  expect(isNestedWithin(100, endless)).toBe(false);
  expect(isNestedWithin(100, { ['__proto__']: 1, toString: [] })).toBe(true);
});
