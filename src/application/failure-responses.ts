import type { ErrorCode } from '../domain/chat-courier-error.ts';
import type { InvalidRequestError } from '../domain/invalid-request-error.ts';
import type { OrchestratorResponse } from '../domain/orchestrator-response.ts';

/** The answer to a request that cannot be taken: `metadata.validationErrors` lists `{field, message}`. */
export function invalidRequestResponse({ issues, message }: InvalidRequestError): OrchestratorResponse {
  return failure(`The request is not valid. ${message}`, { validationErrors: issues });
}

/** The answer of a job that went wrong, in words for the user; what exactly happened stands in the log. */
export function failedJobResponse(code: ErrorCode, executionTime: number): OrchestratorResponse {
  const { message, remediationSteps } = FAILURES[code] ?? ACCIDENT;
  return failure(message, { executionTime, error: { code, message, retryable: false, remediationSteps } });
}

const ACCIDENT = {
  message: 'Something went wrong while working on your request, and there is no result.',
  remediationSteps: ['Send the request again.', 'If it fails again, tell the people who run this service when it was.'],
};

const FAILURES: Partial<Record<ErrorCode, typeof ACCIDENT>> = {
  'orchestrator-timeout': {
    message: 'Your request took longer than is allowed and was stopped, so there is no result.',
    remediationSteps: ['Ask for less at once, for instance a smaller area.', 'Send the request again.'],
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
