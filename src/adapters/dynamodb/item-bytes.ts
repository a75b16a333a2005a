/**
 * The size of a value as DynamoDB counts it, in bytes: UTF-8 names and values, 1 for null and booleans, 3 for a list or
 * a map and 1 for each of its elements, half a byte per significant digit of a number.
 *
 * Source: "DynamoDB item sizes and formats" in the Amazon DynamoDB Developer Guide.
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

function numberBytes(value: number): number {
  const digits = value
    .toExponential()
    .replace(/e.*|[-.]/g, '')
    .replace(/0+$/, '').length;
  return Math.ceil(digits / 2) + 1 + (value < 0 ? 1 : 0);
}

function utf8(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
