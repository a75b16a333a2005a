import type { DeliveryOutcome } from '../../domain/delivery-outcome.ts';
import { readConfig } from '../composition/config.ts';
import { createContainer } from '../composition/container.ts';
import { REPORT_FAILURE } from '../composition/tokens.ts';
import { invocationOf, type LambdaContext } from './invocation-of.ts';
import { parseInvocationRecord } from './parse-invocation-record.ts';

const reportFailure = createContainer(readConfig(process.env, 'function')).get(REPORT_FAILURE);

/**
 * The on-failure destination of the orchestrator's function: tells the user that the job ended without a result, unless a
 * finished answer is there.
 *
 * @throws InvalidRequestError for an event that is no invocation record
 * @throws Error if the failure could be neither written nor parked, so that Lambda tries again
 */
export async function handler(event: unknown, context: LambdaContext): Promise<DeliveryOutcome | undefined> {
  const record = parseInvocationRecord(event);
  const { traceId, submittedAt, deadline } = invocationOf(context, process.env['_X_AMZN_TRACE_ID'], new Date());
  const { requestId, ...job } = record;
  const outcome = await reportFailure({
    ...job,
    sameInvocation: false,
    invocation: { requestId, traceId, submittedAt, deadline },
  });
  if (outcome?.status === 'failed') throw new Error(`the failure could not be reported: ${outcome.error.message}`);
  return outcome;
}
