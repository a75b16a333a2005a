import { threeRuns } from './three-runs.ts';
import type { Watched } from './watched.ts';
import { zeroWhereAbsent } from './zero-where-absent.ts';

const STAYS = 'what is parked stays parked.';

/** One run may fail or be late: the next one comes. */
export function alarmsOfRedelivery({ redelivery, redeliverEvery }: Watched) {
  const sum = { statistic: 'Sum', period: threeRuns(redeliverEvery) };
  return {
    RedeliveryErrors: {
      ...{ metric: redelivery.metricErrors(sum), threshold: 2, runbook: 'redelivery-errors' },
      means: `Redelivery fails again and again: ${STAYS}`,
      todo: 'Look in its log why.',
    },
    RedeliveryThrottles: {
      ...{ metric: redelivery.metricThrottles(sum), threshold: 2, runbook: 'redelivery-throttles' },
      means: `Redelivery is throttled: ${STAYS}`,
      todo: "Raise the account's concurrency, or reserve some for this function.",
    },
    RedeliveryStopped: {
      ...{ metric: zeroWhereAbsent(redelivery.metricInvocations(sum)), threshold: 1, runbook: 'redelivery-stopped' },
      ...({ whenBelow: true } as const),
      means: `Redelivery has not run for three times its interval: ${STAYS}`,
      todo: 'Check that its rule is enabled, and may invoke the function.',
    },
  };
}
