import type * as z from 'zod/mini';
import { InvalidRequestError } from '../domain/invalid-request-error.ts';

/** Checks any input from outside against its schema. @throws InvalidRequestError that names every field that is wrong and what is allowed */
export function parseInput<T>(schema: z.ZodMiniType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new InvalidRequestError(
    result.error.issues.map(({ path, message }) => ({ field: path.map(String).join('.'), message })),
  );
}
