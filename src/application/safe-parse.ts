import * as v from 'valibot';
import { ofType } from './object-schemas.ts';

export interface Wrong {
  /** The names that lead to the field; empty: all of it. */
  readonly path: readonly string[];
  /** What is allowed there. */
  readonly message: string;
}

export type Parsed<T> =
  { readonly data: T; readonly wrong?: never } | { readonly data?: never; readonly wrong: readonly Wrong[] };

/** Checks a value against its schema. Of each field that is wrong, the first fault is told; no message quotes a value. */
export function safeParse<T>(schema: v.GenericSchema<unknown, T>, value: unknown): Parsed<T> {
  const { success, output, issues } = v.safeParse(schema, value, {
    abortPipeEarly: true,
    message: ({ expected }) => ofType(expected),
  });
  if (success) return { data: output };
  return { wrong: issues.map(({ path = [], message }) => ({ path: path.map(({ key }) => String(key)), message })) };
}
