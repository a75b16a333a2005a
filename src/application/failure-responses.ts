import type { ErrorCode } from '../domain/error-code.ts';
import type { InvalidRequestError } from '../domain/invalid-request-error.ts';
import type { OrchestratorResponse } from '../domain/orchestrator-response.ts';

/** The answer to a request that cannot be taken: `metadata.validationErrors` lists `{field, message}`. */
export function invalidRequestResponse({ issues, message }: InvalidRequestError): OrchestratorResponse {
  return failure(`The request is not valid. ${message}`, { validationErrors: issues });
}

export interface JobFailure {
  readonly code: ErrorCode;
  /** Whether the same request may succeed when it is sent again. */
  readonly retryable: boolean;
  /** Milliseconds. */
  readonly executionTime: number;
}

/** The answer of a job that went wrong, in words for the user; what exactly happened stands in the log. */
export function failedJobResponse({ code, retryable, executionTime }: JobFailure): OrchestratorResponse {
  const { message, remediationSteps } = FAILURES[code] ?? ACCIDENT;
  return failure(message, { executionTime, error: { code, message, retryable, remediationSteps } });
}

const AGAIN = 'Send the request again.';
const TELL = 'If it fails again, tell the people who run this service when it was.';

const ACCIDENT = {
  message: 'Something went wrong while working on your request, and there is no result.',
  remediationSteps: [AGAIN, TELL],
};

const TOO_LONG = {
  message: 'Your request took longer than is allowed and was stopped, so there is no result.',
  remediationSteps: ['Ask for less at once, for instance a smaller area.', AGAIN],
};

const FAILURES: Partial<Record<ErrorCode, typeof ACCIDENT>> = {
  'orchestrator-timeout': TOO_LONG,
  'job-timeout': TOO_LONG,
  'too-large': {
    message: 'Your request was worked on, but the result is too large to be shown in the chat.',
    remediationSteps: [
      'Ask for less at once, for instance a smaller area.',
      'Tell the people who run this service when it was: the whole result is kept where only they can see it.',
    ],
  },
  'too-large-to-keep': {
    message: 'Your request was worked on, but the result is too large to be shown in the chat, and could not be kept.',
    remediationSteps: ['Ask for less at once, for instance a smaller area.', TELL],
  },
  'job-crashed': {
    message: 'The work on your request broke off unexpectedly, and there is no result.',
    remediationSteps: ['Ask for less at once, in case it was too much.', AGAIN, TELL],
  },
  'job-expired': {
    message: 'The service was too busy to work on your request in time, and there is no result.',
    remediationSteps: ['Wait a while.', AGAIN],
  },
  'tries-exhausted': {
    message: 'Your request was tried several times without success, and there is no result.',
    remediationSteps: ['Wait a while.', AGAIN, TELL],
  },
};

function failure(message: string, metadata: Readonly<Record<string, unknown>>): OrchestratorResponse {
  return {
    success: false,
    message,
    artifacts: [],
    thoughtSteps: [],
    metadata: { executionTime: 0, toolsUsed: [], ...metadata },
    responseComplete: true,
  };
}
