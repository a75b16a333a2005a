/**
 * The size of a value in a request to DynamoDB, in bytes: as JSON in which each value names its type, `{"S":"text"}`.
 * It differs from the size of the item: a list of digits, for one, is more than three times as long.
 */
export function wireBytes(value: unknown): number {
  if (typeof value === 'string') return '{"S":}'.length + jsonBytes(value);
  if (typeof value === 'number') return '{"N":""}'.length + String(value).length;
  if (value === null || typeof value !== 'object') return '{"BOOL":false}'.length;
  if (ArrayBuffer.isView(value)) return '{"B":""}'.length + 4 * Math.ceil(value.byteLength / 3);
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + wireBytes(element) + 1, 8);
  let sum = '{"M":{}}'.length;
  for (const [name, entry] of Object.entries(value) as [string, unknown][]) {
    if (entry !== undefined) sum += jsonBytes(name) + 1 + wireBytes(entry) + 1;
  }
  return sum;
}

function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text), 'utf8');
}
