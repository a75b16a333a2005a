import fc from 'fast-check';
import { parseJson } from '../../src/application/parse-json.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const LARGE = 300_000;

/** Large enough to be read piece by piece; what matters is at every place. */
const large = fc.array(fc.jsonValue({ noUnicodeString: false }), { minLength: 1, maxLength: 20 }).map((values) => {
  const list: unknown[] = [];
  for (let length = 0; length < LARGE; length += JSON.stringify(values).length + 1) list.push(values);
  return list;
});

test('what is read piece by piece is what JSON.parse gives', async () => {
  await fc.assert(
    fc.asyncProperty(large, fc.nat(7), async (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(await parseJson(bytes(text))).toStrictEqual(JSON.parse(text));
    }),
    { numRuns: 30 },
  );
});

test.each([
  ['letters that are marks of order elsewhere', JSON.stringify(['\ufeff'.repeat(LARGE)])],
  ['letters of four bytes', JSON.stringify([`x${'🚚'.repeat(LARGE)}`])],
  ['broken Unicode', JSON.stringify(['\ud800'.repeat(LARGE)])],
  ['a dangerous name', `{"a":"${'x'.repeat(LARGE)}","__proto__":{"b":[${'1,'.repeat(LARGE)}1]}}`],
  ['a dangerous name in disguise', `{"a":"${'x'.repeat(LARGE)}","\\u005f_pr\\u006Fto__":{"b":1}}`],
  ['a name given twice', `{"a":1,"b":"${'x'.repeat(LARGE)}","a":2}`],
  ['a number of many digits', `[${'1'.repeat(LARGE)}, 1e-400, -0.0, 12345678901234567890]`],
])('%s', async (_what, text) => {
  expect(await parseJson(bytes(text))).toStrictEqual(JSON.parse(text));
});

test.each([
  ['cut off', `["${'x'.repeat(LARGE)}`],
  ['more than one', `"${'x'.repeat(LARGE)}" 1`],
  ['nothing', ''],
])('what is no JSON is an error: %s', async (_what, text) => {
  await expect(parseJson(bytes(text))).rejects.toThrow(SyntaxError);
});

test('others get their turn while a large text is read', async () => {
  let turns = 0;
  const others = setInterval(() => turns++, 0);
  await parseJson(bytes(JSON.stringify(Array.from({ length: LARGE }, (_, index) => index))));
  clearInterval(others);
  expect(turns).toBeGreaterThan(3);
});
