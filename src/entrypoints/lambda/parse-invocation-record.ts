import * as v from 'valibot';
import { objectOf } from '../../application/object-schemas.ts';
import { parseInput } from '../../application/parse-input.ts';
import type { FailedJob } from '../../application/report-failure.ts';

/** The record of a failed asynchronous invocation. Source: "Adding a destination" in the AWS Lambda Developer Guide. */
const invocationRecordSchema = objectOf({
  requestContext: objectOf({
    requestId: v.string(),
    condition: v.string(),
    approximateInvokeCount: v.optional(v.number(), 0),
  }),
  requestPayload: v.unknown(),
  responseContext: v.nullish(objectOf({ functionError: v.optional(v.string()) })),
  responsePayload: v.optional(v.unknown()),
});

type Parsed = Omit<FailedJob, 'invocation' | 'sameInvocation'> & { readonly requestId: string };

/** @throws InvalidRequestError */
export function parseInvocationRecord(event: unknown): Parsed {
  const record = parseInput(invocationRecordSchema, event);
  const { requestId, condition, approximateInvokeCount } = record.requestContext;
  const error = typeOfError(record.responsePayload);
  return {
    requestId,
    event: record.requestPayload,
    tries: approximateInvokeCount,
    code: failureCode(condition, error),
  };
}

function failureCode(condition: string, errorType: string): FailedJob['code'] {
  if (condition === 'EventAgeExceeded') return 'job-expired';
  if (/^Sandbox\.Timedout |Task timed out after \d/.test(errorType)) return 'job-timeout';
  return /^Runtime\.(ExitError|OutOfMemory) |Runtime exited /.test(errorType) ? 'job-crashed' : 'tries-exhausted';
}

/** Lambda tells a time-out and a crash by an `errorType`, or only in the `errorMessage`. */
function typeOfError(payload: unknown): string {
  if (payload === null || typeof payload !== 'object') return '';
  const { errorType, errorMessage } = payload as { errorType?: unknown; errorMessage?: unknown };
  return `${String(errorType)} ${String(errorMessage)}`;
}
