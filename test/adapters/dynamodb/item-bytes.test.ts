import { PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { itemBytes, MAX_ITEM_BYTES, valueBytes } from '../../../src/adapters/dynamodb/item-bytes.ts';
import { createTable, type TableFixture } from '../../engines/chat-message-table-fixture.ts';
import { describeOn, engines } from '../../engines/engines.ts';

const NUMBERS = [
  ...[0, 7, 42, -42, 100, 12_300, 123, -123, 1_234, 1e15, 9_007_199_254_740_991],
  ...[0.1, 0.01, 0.001, 0.05, 0.12, 0.123, 1e-7, 1.5, -7.5, 10.5, 123.4, 100.25, 1.234, 40.7128, -74.006],
];

describe('an attribute counts its name and its value', () => {
  test.each<[value: unknown, bytes: number, rule: string]>([
    ['', 0, 'nothing'],
    ['abc', 3, 'UTF-8'],
    ['größe', 7, 'UTF-8: 2 bytes for each of the two letters'],
    ['日本', 6, 'UTF-8: 3 bytes each'],
    ['🚚', 4, 'UTF-8: 4 bytes, though two UTF-16 units'],

    [null, 1, '1'],
    [true, 1, '1'],
    [false, 1, '1'],

    [0, 1, '1, no significant digit'],
    [7, 2, '1 + 1 for up to two digits'],
    [42, 2, '1 + 1 for up to two digits'],
    [-42, 3, '1 + 1 for up to two digits + 1 for the sign'],
    [100, 2, '1 + 1: trailing zeros do not count'],
    [1e21, 2, '1 + 1: trailing zeros do not count'],
    [0.001, 2, '1 + 1: leading zeros do not count'],
    [123, 3, '1 + 2 for up to four digits'],
    [1.5, 3, '1 + 2: the pairs of digits start at the decimal point'],
    [40.7128, 4, '1 + 3 for up to six digits'],
    [-74.006, 5, '1 + 3 for up to six digits + 1 for the sign'],
    [9_007_199_254_740_991, 9, '1 + 8 for 16 digits'],

    [[], 3, '3'],
    [{}, 3, '3'],
    [['a', 'bc'], 8, '3 + 1 and the value for each of two elements'],
    [{ a: 'bc' }, 7, '3 + 1, the name and the value'],
    [{ a: { b: [null] } }, 15, '3 + 1 + 1, 3 + 1 + 1, 3 + 1 + 1'],
    [[[], {}], 11, '3 + 1 + 3 + 1 + 3'],
  ])('%j has %d: %s', (value, bytes) => {
    expect(itemBytes({ name: value })).toBe('name'.length + bytes);
  });

  test('the name is UTF-8, too', () => {
    expect(itemBytes({ größe: '' })).toBe(7);
  });

  test('what is undefined is not stored', () => {
    expect(itemBytes({ a: undefined, b: { c: undefined, d: 'x' } })).toBe(itemBytes({ b: { d: 'x' } }));
  });

  test('attributes add up, with no overhead for the item', () => {
    expect(itemBytes({ id: 'msg-1', owner: 'user', done: true })).toBe(7 + 9 + 5);
  });
});

describe('counting up to a limit', () => {
  test('is exact below it, and ends above it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.nat(200), (value, atMost) => {
        const exact = valueBytes(value);
        const counted = valueBytes(value, atMost);
        if (exact <= atMost) expect(counted).toBe(exact);
        else expect(counted).toBeGreaterThan(atMost);
      }),
      { numRuns: 500 },
    );
  });
});

const ASCII = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 8 });

/** What the engine can hold natively. dynalite counts letters, not bytes: it is asked about ASCII alone. */
function holdable(text: fc.Arbitrary<string>) {
  const number = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double({ min: -1e15, max: 1e15, noNaN: true }));
  const usual = number.filter((value) => value === 0 || Math.abs(value) >= 1e-130).map((value) => value + 0);
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      fc.oneof(text, usual, fc.boolean(), fc.constant(null)),
      fc.array(tie('value'), { maxLength: 6 }),
      fc.dictionary(text, tie('value'), { maxKeys: 6, noNullPrototype: true }),
    ),
  }));
  return value;
}

for (const engine of engines) {
  describeOn(engine, () => {
    test('any item is taken at 409,600 bytes and refused at 409,601', async () => {
      const table = await createTable(engine);
      const text = engine.name === 'dynalite' ? ASCII : fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });
      const put = (item: object, bytes: number) => {
        const padding = 'x'.repeat(bytes - itemBytes(item));
        return table.client.send(new PutCommand({ TableName: table.tableName, Item: { ...item, padding } }));
      };
      try {
        await fc.assert(
          fc.asyncProperty(holdable(text), async (value) => {
            const item = { id: 'msg-1-a', chatSessionId: 's', createdAt: 'c', value, padding: '' };
            await put(item, MAX_ITEM_BYTES);
            await expect(put(item, MAX_ITEM_BYTES + 1)).rejects.toThrow('Item size');
          }),
          { numRuns: 40 },
        );
      } finally {
        await table.destroy();
      }
    }, 120_000);
  });
}

/** Amazon's own engine. dynalite counts letters, not bytes. */
describe.each(engines.filter(({ name }) => name === 'DynamoDB Local'))('the limit of 400 KB agrees', (engine) => {
  describeOn(engine, () => {
    let table: TableFixture;

    beforeAll(async () => {
      table = await createTable(engine);
    });

    afterAll(() => table.destroy());

    test.each<[of: string, value: unknown]>([
      ['ASCII', 'x'],
      ['letters of 2, 3 and 4 bytes', 'größe 日本 🚚'],
      ...NUMBERS.map((number): [string, number] => [`the number ${number}`, number]),
      ['nulls and booleans', [null, true, false]],
      ['empty lists and maps', [[], {}, [[]], [{}]]],
      ['nested lists and maps', { a: [{ b: { c: ['d', 'e'] } }], f: {} }],
    ])('an item of %s is taken at the limit and refused one byte above', async (_, value) => {
      const item = { id: 'msg-1-a', chatSessionId: 's', createdAt: 'c', value, padding: '' };
      const put = (bytes: number) => {
        const padding = 'x'.repeat(bytes - itemBytes(item));
        return table.client.send(new PutCommand({ TableName: table.tableName, Item: { ...item, padding } }));
      };
      await expect(put(MAX_ITEM_BYTES)).resolves.toBeDefined();
      await expect(put(MAX_ITEM_BYTES + 1)).rejects.toThrow('Item size has exceeded the maximum allowed size');
    });
  });
});
