/** DynamoDB's limit is 32; two of them are the list and the part's own. */
const MAX_LEVELS = 30;

/** Letters; DynamoDB's limit is 64 KB. */
const MAX_NAME = 16_000;

/**
 * Whether native attributes hold a JSON value, and give the same value back. The document client refuses numbers past
 * 2^53 and maps with a `constructor`, the engine numbers too near to zero, empty names and deep nesting; broken Unicode
 * would be mended, and a map unmarshalled without its `__proto__`.
 */
export function isHoldable(value: unknown, levels = MAX_LEVELS): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return isHoldableNumber(value);
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) return value.every((element) => isHoldable(element, levels - 1));
  return Object.entries(value).every(([name, element]) => isHoldableName(name) && isHoldable(element, levels - 1));
}

function isHoldableNumber(value: number): boolean {
  const size = Math.abs(value);
  return size <= Number.MAX_SAFE_INTEGER && (size === 0 || size >= 1e-130);
}

const UNHOLDABLE_NAMES = ['', '__proto__', 'constructor'];

function isHoldableName(name: string): boolean {
  return !UNHOLDABLE_NAMES.includes(name) && name.length <= MAX_NAME && name.isWellFormed();
}
