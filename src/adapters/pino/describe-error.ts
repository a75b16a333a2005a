import { ChatCourierError } from '../../domain/chat-courier-error.ts';

export interface ErrorDescription {
  readonly type: string;
  readonly code?: string;
  /** Only of our own errors, which quote nobody. */
  readonly message?: string;
  /** The frames alone: a stack begins with the message. */
  readonly stack?: string;
  readonly cause?: ErrorDescription;
}

const DEPTH = 5;
const NAME = /^[\w.$#:-]{1,100}$/;

/**
 * What may be logged of an error: what it is called, its code and where it came from. The message and the fields of an
 * error that is not ours may hold a query, an answer or a token, such as the request that an HTTP client puts there.
 */
export function describeError(error: unknown, depth = DEPTH): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, code } = error as { name: unknown; code?: unknown };
  const stack = framesOf(error);
  return {
    type: isName(name) ? name : 'Error',
    ...(isName(code) && { code }),
    ...(error instanceof ChatCourierError && { message: error.message }),
    ...(stack !== '' && { stack }),
    ...(error.cause !== undefined && depth > 1 && { cause: describeError(error.cause, depth - 1) }),
  };
}

function framesOf({ stack }: Error): string {
  const lines = typeof stack === 'string' ? stack.split('\n') : [];
  return lines.filter((line) => /^ {4}at \S/.test(line)).join('\n');
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}
