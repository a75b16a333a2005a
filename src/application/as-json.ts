/**
 * A value as JSON would give it back: without what is undefined, with times as text. What is JSON already is not copied.
 *
 * @throws TypeError or RangeError for what cannot be written as JSON: a BigInt, a reference to itself
 */
export function asJson(value: unknown, key = ''): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null; // -0 is written as 0
  if (Array.isArray(value) && !('toJSON' in value)) return listAsJson(value);
  if (isPlain(value)) return mapAsJson(value);
  const text = JSON.stringify({ [key]: value }); // toJSON() is told the key
  return (JSON.parse(text) as Record<string, unknown>)[key];
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return false;
  return Object.getPrototypeOf(value) === Object.prototype;
}

function listAsJson(list: readonly unknown[]): unknown {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const element = list[index];
    const json = asJson(element, String(index)) ?? null;
    if (!copy && !Object.is(json, element)) copy = list.slice(0, index);
    copy?.push(json);
  }
  return copy ?? list;
}

function mapAsJson(map: Readonly<Record<string, unknown>>): unknown {
  let changed = false;
  const entries: [string, unknown][] = [];
  for (const key of Object.keys(map)) {
    const json = asJson(map[key], key);
    if (json !== undefined) entries.push([key, json]);
    changed ||= !Object.is(json, map[key]) || json === undefined;
  }
  return changed ? Object.fromEntries(entries) : map;
}
