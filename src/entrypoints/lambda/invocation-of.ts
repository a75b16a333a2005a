import type { Invocation } from '../../application/answer-identity.ts';

const ROOT = /Root=1-([0-9a-f]{8})-/;

/**
 * What Lambda knows about a call. The tries of one event share the request id and the root of the trace, whose time has
 * no milliseconds: the end of that second is taken, so that an answer stands after a question asked in it.
 *
 * @param traceHeader `Root=1-<8 hex digits: epoch seconds>-…`, if there is one
 */
export function invocationOf(awsRequestId: string, traceHeader: string | undefined, now: Date): Invocation {
  const seconds = ROOT.exec(traceHeader ?? '')?.[1];
  const submittedAt = seconds === undefined ? now : new Date(Number.parseInt(seconds, 16) * 1_000 + 999);
  return { requestId: awsRequestId, submittedAt };
}
