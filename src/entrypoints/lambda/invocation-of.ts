import type { Invocation } from '../../application/answer-identity.ts';
import { traceIdIn } from '../../application/call.ts';

/** What a handler is told by the Lambda runtime, as far as it is used. */
export interface LambdaContext {
  readonly awsRequestId: string;
  readonly getRemainingTimeInMillis?: () => number;
  /** The trace header, in newer runtimes; elsewhere it is in the environment. */
  readonly xRayTraceId?: string | undefined;
}

const SECONDS = /Root=1-([0-9a-f]{8})-/;

/** Milliseconds: the longest that Lambda lets a function work. */
const LONGEST = 900_000;

/**
 * What Lambda knows about a call. The tries of one event share the request id and the root of the trace, whose time has
 * no milliseconds: the end of that second is taken, so that an answer stands after a question asked in it.
 *
 * @param traceHeader `Root=1-<8 hex digits: epoch seconds>-…`, if there is one
 */
export function invocationOf(context: LambdaContext, traceHeader: string | undefined, now: Date): Invocation {
  const header = context.xRayTraceId ?? traceHeader;
  const seconds = SECONDS.exec(header ?? '')?.[1];
  return {
    requestId: context.awsRequestId,
    traceId: traceIdIn(header),
    submittedAt: seconds === undefined ? undefined : new Date(Number.parseInt(seconds, 16) * 1_000 + 999),
    deadline: new Date(now.getTime() + (context.getRemainingTimeInMillis?.() ?? LONGEST)),
  };
}
