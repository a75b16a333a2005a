/** DynamoDB's limit for an item. */
export const MAX_ITEM_BYTES = 409_600;

/** Far more than DynamoDB's 32. */
const MAX_LEVELS = 200;

/**
 * The size of an item as DynamoDB counts it, in bytes: UTF-8 names and values, 1 for null and booleans, 3 for a list or
 * a map and 1 for each of its elements, 1 for a number, for its sign if it is negative and for each pair of its digits.
 *
 * Source: "DynamoDB item sizes and formats" in the Amazon DynamoDB Developer Guide; what it leaves open, DynamoDB Local.
 */
export function itemBytes(item: object): number {
  return entriesBytes(item, 0, Infinity, MAX_LEVELS);
}

/**
 * The size of an attribute's value.
 *
 * @param atMost from where on the exact size does not matter: counting ends there, with any number above it
 * @returns Infinity for what is nested deeper than any item may be
 */
export function valueBytes(value: unknown, atMost = Infinity, levels = MAX_LEVELS): number {
  if (typeof value === 'string') return utf8(value);
  if (typeof value === 'number') return numberBytes(value);
  if (value === null || typeof value !== 'object') return 1;
  if (value instanceof Uint8Array) return value.length;
  if (levels === 0) return Infinity;
  if (!Array.isArray(value)) return 3 + entriesBytes(value, 1, atMost - 3, levels - 1);
  let sum = 3;
  for (const element of value) {
    sum += 1 + valueBytes(element, atMost - sum, levels - 1);
    if (sum > atMost) break;
  }
  return sum;
}

function entriesBytes(map: object, bytesPerEntry: number, atMost: number, levels: number): number {
  let sum = 0;
  for (const [name, value] of Object.entries(map) as [string, unknown][]) {
    if (value !== undefined) sum += bytesPerEntry + utf8(name) + valueBytes(value, atMost - sum, levels);
    if (sum > atMost) break;
  }
  return sum;
}

/** Digits are stored in pairs that start at the decimal point, as in 01.50: 1.5 takes two of them. */
function numberBytes(value: number): number {
  if (value === 0) return 1;
  const text = value.toExponential(); // -1.25e+3
  const end = text.indexOf('e');
  const sign = value < 0 ? 1 : 0;
  const digits = end - sign - (text.includes('.') ? 1 : 0);
  const padding = Number(text.slice(end + 1)) % 2 === 0 ? 1 : 0;
  return Math.ceil((digits + padding) / 2) + 1 + sign;
}

function utf8(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
