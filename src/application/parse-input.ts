import type { GenericSchema } from 'valibot';
import { InvalidRequestError } from '../domain/invalid-request-error.ts';
import { safeParse, type Wrong } from './safe-parse.ts';

/** Checks any input from outside against its schema. @throws InvalidRequestError that names every field that is wrong and what is allowed */
export function parseInput<T>(schema: GenericSchema<unknown, T>, input: unknown): T {
  const { data, wrong } = safeParse(schema, input);
  if (!wrong) return data;
  throw refusal(wrong);
}

export function refusal(wrong: readonly Wrong[]): InvalidRequestError {
  return new InvalidRequestError(wrong.map(({ path, message }) => ({ field: path.join('.'), message })));
}
