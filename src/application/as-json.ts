import { pause } from './pause.ts';

/** How many values are looked at between two pauses: some milliseconds of work. */
const AT_ONCE = 50_000;

interface Count {
  values: number;
}

/**
 * A value as JSON would give it back: without what is undefined, with times as text. What is JSON already is not copied.
 * A large value does not block the event loop.
 *
 * @throws TypeError or RangeError for what cannot be written as JSON: a BigInt, a reference to itself
 */
export async function asJson(value: unknown): Promise<unknown> {
  const work = valueAsJson(value, '', { values: 0 });
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    await pause();
  }
}

type Work = Generator<void, unknown>;

function* valueAsJson(value: unknown, key: string, count: Count): Work {
  if (++count.values % AT_ONCE === 0) yield;
  if (Array.isArray(value) && !('toJSON' in value)) return yield* listAsJson(value, count);
  if (isPlain(value)) return yield* mapAsJson(value, count);
  const text = JSON.stringify({ [key]: value }); // toJSON() is told the key
  return (JSON.parse(text) as Record<string, unknown>)[key];
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return false;
  return Object.getPrototypeOf(value) === Object.prototype;
}

/** Most values are neither lists nor maps, and need no generator of their own. */
function isJsonScalar(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0); // -0 is written as 0
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

function* listAsJson(list: readonly unknown[], count: Count): Work {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const element = list[index];
    if (++count.values % AT_ONCE === 0) yield;
    const json = isJsonScalar(element) ? element : ((yield* valueAsJson(element, String(index), count)) ?? null);
    if (!copy && !Object.is(json, element)) copy = list.slice(0, index);
    copy?.push(json);
  }
  return copy ?? list;
}

function* mapAsJson(map: Readonly<Record<string, unknown>>, count: Count): Work {
  let changed = false;
  const entries: [string, unknown][] = [];
  for (const key of Object.keys(map)) {
    const value = map[key];
    const json = isJsonScalar(value) ? value : yield* valueAsJson(value, key, count);
    if (json !== undefined) entries.push([key, json]);
    changed ||= json === undefined || !Object.is(json, value);
  }
  return changed ? Object.fromEntries(entries) : map;
}
