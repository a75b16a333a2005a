import type { ErrorRequestHandler } from 'express';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';
import type { ErrorCode } from '../../domain/error-code.ts';
import { InvalidRequestError } from '../../domain/invalid-request-error.ts';

/** The errors of Lambda's Invoke API that this server has, with Lambda's HTTP status and its spelling of the message. */
const FORMS = {
  InvalidParameterValueException: { status: 400, type: 'User', field: 'message' },
  InvalidRequestContentException: { status: 400, type: 'User', field: 'message' },
  UnrecognizedClientException: { status: 403, type: 'User', field: 'message' },
  AccessDeniedException: { status: 403, type: 'User', field: 'Message' },
  ResourceNotFoundException: { status: 404, type: 'User', field: 'Message' },
  RequestTooLargeException: { status: 413, type: 'User', field: 'message' },
  TooManyRequestsException: { status: 429, type: 'User', field: 'message' },
  ServiceUnavailable: { status: 503, type: 'Service', field: 'message' },
  ServiceException: { status: 500, type: 'Service', field: 'Message' },
} as const;

export class LambdaServiceError extends Error {
  constructor(
    override readonly name: keyof typeof FORMS,
    message: string,
  ) {
    super(message);
  }

  static tooLarge(bytes: number | undefined, limit: number): LambdaServiceError {
    const size = bytes === undefined ? 'The payload' : `The payload of ${bytes} bytes`;
    return new LambdaServiceError('RequestTooLargeException', `${size} is over the limit of ${limit} bytes`);
  }
}

const NAMES: Partial<Record<ErrorCode, keyof typeof FORMS>> = {
  unauthenticated: 'UnrecognizedClientException',
  'origin-refused': 'AccessDeniedException',
  'user-refused': 'AccessDeniedException',
  'queue-full': 'TooManyRequestsException',
  'queue-closed': 'ServiceUnavailable',
  unavailable: 'ServiceUnavailable',
};

/** Answers every error in the form that the AWS SDK understands; what is not the caller's fault goes on to the log. */
export const lambdaErrorHandler: ErrorRequestHandler = (cause: unknown, _request, response, next) => {
  const error = toLambdaServiceError(cause);
  const { status, type, field } = FORMS[error.name];
  response
    .status(status)
    .set('x-amzn-errortype', error.name)
    .json({ Type: type, [field]: error.message });
  if (type === 'Service') next(cause);
};

function toLambdaServiceError(cause: unknown): LambdaServiceError {
  if (cause instanceof LambdaServiceError) return cause;
  // Lambda would take an event that is not valid, and nobody would ever see why nothing came of it.
  if (cause instanceof InvalidRequestError)
    return new LambdaServiceError('InvalidRequestContentException', cause.message);
  if (cause instanceof ChatCourierError) {
    const name = NAMES[cause.code];
    if (name !== undefined) return new LambdaServiceError(name, cause.message);
  }
  const { type, limit } = cause as { type?: unknown; limit?: unknown };
  if (type === 'entity.too.large') return LambdaServiceError.tooLarge(undefined, Number(limit));
  return new LambdaServiceError('ServiceException', 'The server failed; its log says why.');
}
