import * as v from 'valibot';
import { InvalidRequestError } from '../domain/invalid-request-error.ts';

/** A place in a session's history: the last message of the page before. */
export interface HistoryPosition {
  readonly createdAt: string;
  readonly id: string;
}

const nonEmpty = v.pipe(v.string(), v.nonEmpty());
const positionSchema = v.strictTuple([nonEmpty, nonEmpty]);

/** Makes the opaque `next` of a page. */
export function encodeCursor({ createdAt, id }: HistoryPosition): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}

/** @throws InvalidRequestError for an `after` that `encodeCursor` did not make */
export function decodeCursor(after: string): HistoryPosition {
  try {
    const [createdAt, id] = v.parse(positionSchema, JSON.parse(Buffer.from(after, 'base64url').toString()));
    return { createdAt, id };
  } catch {
    throw new InvalidRequestError([{ field: 'after', message: 'must be the `next` of an earlier page' }]);
  }
}
