import { Duration } from 'aws-cdk-lib';
import type { Watched } from './watched.ts';

const THROTTLED = "Raise the account's concurrency, or reserve some for this function.";

/** Jobs that the platform gave up, and whether their users are told. */
export function alarmsOfFailures({ orchestrator, onFailure, unreported }: Watched) {
  const period = Duration.minutes(5);
  const sum = { statistic: 'Sum', period };
  const undelivered = {
    ...{ threshold: 1, runbook: 'destination-failures' },
    means: 'Lambda could not hand a failed job on: its user hears nothing.',
    todo: 'Check the on-failure destination, and the permission for it: chat-courier validate.',
  };
  return {
    OnFailureInvoked: {
      ...{ metric: onFailure.metricInvocations(sum), threshold: 1, runbook: 'on-failure-invoked' },
      means: 'Jobs crashed, timed out, expired or used up their tries; their users are told.',
      todo: 'Look in its log which (A job ended without a result), and in the log of the orchestrator why.',
    },
    OnFailureErrors: {
      ...{ metric: onFailure.metricErrors(sum), threshold: 1, runbook: 'on-failure-errors' },
      means: 'The function that tells users of failures fails itself.',
      todo: 'Look in its log why. After three tries the failure is in the queue of the unreported ones.',
    },
    OnFailureThrottles: {
      ...{ metric: onFailure.metricThrottles(sum), threshold: 1, runbook: 'on-failure-throttles' },
      means: 'The function that tells users of failures is throttled: they are told late.',
      todo: THROTTLED,
    },
    FailuresUnreported: {
      metric: unreported.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period }),
      ...{ threshold: 1, runbook: 'failures-unreported' },
      means: 'Users could not be told that their jobs failed: they wait for nothing.',
      todo: 'Mend why, and replay the queue within 14 days.',
    },
    JobsUnhanded: { ...undelivered, metric: orchestrator.metric('DestinationDeliveryFailures', sum) },
    FailuresUnhanded: { ...undelivered, metric: onFailure.metric('DestinationDeliveryFailures', sum) },
  };
}
