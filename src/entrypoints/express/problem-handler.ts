import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from '../../application/ports/logger.ts';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';
import type { DeliveryErrorCode, ErrorCode } from '../../domain/error-code.ts';
import { InvalidRequestError } from '../../domain/invalid-request-error.ts';

/** The HTTP status of an error; 500 for any that is not here. */
const STATUS: Partial<Record<ErrorCode, number>> & Record<DeliveryErrorCode, number> = {
  'invalid-request': 400,
  unauthenticated: 401,
  'origin-refused': 403,
  'user-refused': 403,
  'session-refused': 403,
  'queue-full': 429,
  'too-many-listeners': 429,
  'table-not-configured': 503,
  'table-not-found': 503,
  'store-not-found': 503,
  'permission-denied': 503,
  throttled: 503,
  unavailable: 503,
  'out-of-time': 503,
  'invalid-item': 500,
  'too-large': 500,
  'unknown-write-error': 500,
  'queue-closed': 503,
};

export const notFound: RequestHandler = (_request, response) => {
  response.status(404).json({ error: { code: 'not-found', message: 'There is nothing here; see /openapi.json.' } });
};

/** Answers errors as `{error: {code, message, issues?}}` and logs those that are not the caller's fault. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const { status, ...problem } = toProblem(error);
    if (status >= 500)
      logger.log('error', 'An HTTP request failed', { requestId: response.get('x-request-id'), err: error });
    if (response.headersSent) {
      if (!response.writableEnded) next(error);
      return;
    }
    response.status(status).json({ error: problem });
  };
}

function toProblem(error: unknown) {
  if (error instanceof InvalidRequestError) {
    return { status: 400, code: error.code, message: error.message, issues: error.issues };
  }
  if (error instanceof ChatCourierError) {
    return { status: STATUS[error.code] ?? 500, code: error.code, message: error.message };
  }
  const { status, message } = error as { status?: unknown; message?: unknown };
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return { status, code: 'bad-http-request', message: String(message) };
  }
  return { status: 500, code: 'internal-error', message: 'The server failed; its log says why.' };
}
