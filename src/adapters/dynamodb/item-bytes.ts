/**
 * The size of a value as DynamoDB counts it, in bytes: UTF-8 names and values, 1 for null and booleans, 3 for a list or
 * a map and 1 for each of its elements, 1 for a number, for its sign if it is negative and for each pair of its digits.
 *
 * Source: "DynamoDB item sizes and formats" in the Amazon DynamoDB Developer Guide; what it leaves open, DynamoDB Local.
 */
export function itemBytes(item: object): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + (value === undefined ? 0 : utf8(name) + valueBytes(value)),
    0,
  );
}

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return utf8(value);
  if (typeof value === 'number') return numberBytes(value);
  if (value === null || typeof value !== 'object') return 1;
  if (!Array.isArray(value)) return 3 + itemBytes(value) + Object.values(value).filter((v) => v !== undefined).length;
  return value.reduce<number>((sum, element) => sum + 1 + valueBytes(element), 3);
}

/** Digits are stored in pairs that start at the decimal point, as in 01.50: 1.5 takes two of them. */
function numberBytes(value: number): number {
  const [mantissa = '', exponent] = value.toExponential().split('e');
  const digits = mantissa.replace(/[-.]/g, '').replace(/0+$/, '').length;
  const padding = digits > 0 && Number(exponent) % 2 === 0 ? 1 : 0;
  return Math.ceil((digits + padding) / 2) + 1 + (value < 0 ? 1 : 0);
}

function utf8(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
