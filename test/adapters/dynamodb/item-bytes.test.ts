import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { itemBytes } from '../../../src/adapters/dynamodb/item-bytes.ts';
import { createTable, type TableFixture } from '../../engines/chat-message-table-fixture.ts';
import { describeOn, engines } from '../../engines/engines.ts';

const MAX_ITEM_BYTES = 409_600;

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
