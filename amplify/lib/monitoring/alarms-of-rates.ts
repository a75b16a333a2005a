import { Duration } from 'aws-cdk-lib';
import { MathExpression, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Watched } from './watched.ts';

/**
 * Much that fails, or is slow. A single failure at night, out of one, is no rate: with fewer samples than the minimum
 * it is 0 %.
 */
export function alarmsOfRates({ figures: { figure }, orchestrator }: Watched, minimumSamples: number) {
  const period = Duration.minutes(15);
  const rate = (failed: IMetric, all: IMetric) => {
    const expression = `IF(all >= ${minimumSamples}, 100 * FILL(failed, 0) / all, 0)`;
    return new MathExpression({ expression, usingMetrics: { failed, all }, period, label: '%' });
  };
  // What failed is absent where nothing did. All are not: a write that fails has a latency as well, and a job was invoked.
  const writes = figure('WriteLatency', { statistic: 'SampleCount', period });
  const jobs = orchestrator.metricInvocations({ statistic: 'Sum', period });
  return {
    WriteFailureRate: {
      metric: rate(figure('WriteFailure', { statistic: 'Sum', period }), writes),
      ...{ threshold: 10, runbook: 'write-failure-rate' },
      means: 'Many answers cannot be written into their chats (per cent, in 15 minutes).',
      todo: 'Look at the codes of the write failures, and mend what they name.',
    },
    WriteLatency: {
      metric: figure('WriteLatency', { statistic: 'p99', period: Duration.minutes(5) }),
      ...{ threshold: 3_000, evaluationPeriods: 3, runbook: 'write-latency' },
      means: 'Writing answers is slow (p99 in milliseconds, three times five minutes).',
      todo: 'Look at retries, sizes and throttling: past the reserve of time, answers are parked.',
    },
    JobFailureRate: {
      metric: rate(figure('JobFailure', { statistic: 'Sum', period }), jobs),
      ...{ threshold: 25, runbook: 'job-failure-rate' },
      means: 'Many jobs end in a failure, which their users are told (per cent, in 15 minutes).',
      todo: 'Look at the codes of the job failures, and in the log of the orchestrator.',
    },
  };
}
