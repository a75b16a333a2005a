import * as v from 'valibot';

type Entries = v.ObjectEntries;

/** An object of these fields; what else it has is left out. */
export function objectOf<const E extends Entries>(entries: E, error?: string) {
  return v.pipe(anyObject(error), v.object(entries, missing(entries)));
}

/** An object of these fields, and of any others. */
export function looseObjectOf<const E extends Entries>(entries: E, error?: string) {
  return v.pipe(anyObject(error), v.looseObject(entries, missing(entries)));
}

/** An object, as it is: Valibot would copy it, without what is called `constructor`. To Valibot, a list is an object too. */
export function anyObject(error = 'must be of type object') {
  return v.custom<Record<string, unknown>>(isObject, error);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a missing field has to be is what a wrong one would be told. */
function missing(entries: Entries) {
  return ({ path }: v.ObjectIssue | v.LooseObjectIssue) => {
    const { message, expects } = entries[String(path?.[0].key)] as { message?: unknown; expects: string };
    return typeof message === 'string' ? message : ofType(expects);
  };
}

/** Says nothing of the value that was given, unlike Valibot's own messages. */
export function ofType(expected: string | null): string {
  return expected === 'unknown' ? 'must be given' : `must be of type ${String(expected).toLowerCase()}`;
}
