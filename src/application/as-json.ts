import { pause } from './pause.ts';

/** How many values are looked at between two pauses: some milliseconds of work. */
const AT_ONCE = 50_000;

/** How many values a part may have to be looked at without a generator, which costs ten times as much. */
const SMALL = 1_000;

/** How many values may be looked at before the next pause. */
interface Room {
  values: number;
}

/**
 * A value as JSON would give it back: without what is undefined, with times as text. What is JSON already is not copied.
 * A large value does not block the event loop.
 *
 * @throws TypeError or RangeError for what cannot be written as JSON: a BigInt, a reference to itself
 */
export async function asJson(value: unknown): Promise<unknown> {
  const work = valueAsJson(value, '', { values: AT_ONCE });
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    await pause();
  }
}

type Work = Generator<void, unknown>;

function* valueAsJson(value: unknown, key: string, room: Room): Work {
  if (isList(value)) return yield* listAsJson(value, room);
  if (isMap(value)) return yield* mapAsJson(value, room);
  const written = JSON.parse(JSON.stringify({ [key]: value })) as Record<string, unknown>; // toJSON() is told the key
  return Object.hasOwn(written, key) ? written[key] : undefined;
}

function* listAsJson(list: readonly unknown[], room: Room): Work {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const element = list[index];
    if (isUsedUp(room)) yield;
    const json = isSmallJson(element, room) ? element : ((yield* valueAsJson(element, String(index), room)) ?? null);
    if (!copy && !Object.is(json, element)) copy = list.slice(0, index);
    copy?.push(json);
  }
  return copy ?? list;
}

function* mapAsJson(map: Readonly<Record<string, unknown>>, room: Room): Work {
  let changed = false;
  const entries: [string, unknown][] = [];
  for (const key of Object.keys(map)) {
    const value = map[key];
    if (isUsedUp(room)) yield;
    const json = isSmallJson(value, room) ? value : yield* valueAsJson(value, key, room);
    if (json !== undefined) entries.push([key, json]);
    changed ||= json === undefined || !Object.is(json, value);
  }
  return changed ? Object.fromEntries(entries) : map;
}

function isUsedUp(room: Room): boolean {
  if (--room.values > 0) return false;
  room.values = AT_ONCE;
  return true;
}

/** Most values are JSON already, in parts that need no generator of their own. */
function isSmallJson(value: unknown, room: Room): boolean {
  if (typeof value !== 'object' || value === null) return isJsonScalar(value);
  const small = { values: SMALL };
  const isJson = isJsonWithin(small, value);
  room.values -= SMALL - small.values;
  return isJson;
}

/** Whether a value is JSON already; false, too, if it has more values than there is room for. */
function isJsonWithin(room: Room, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return isJsonScalar(value);
  if (isList(value)) {
    room.values -= value.length;
    for (let index = 0; index < value.length; index++) {
      if (room.values < 0 || !isJsonWithin(room, value[index])) return false;
    }
    return true;
  }
  if (!isMap(value)) return false;
  const keys = Object.keys(value);
  room.values -= keys.length;
  return keys.every((key) => room.values >= 0 && isJsonWithin(room, value[key]));
}

function isJsonScalar(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0); // -0 is written as 0
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && !('toJSON' in value);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return false;
  return Object.getPrototypeOf(value) === Object.prototype;
}
