import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { graph, PERIOD } from './graph.ts';
import type { Watched } from './watched.ts';

/** How much is worked on, how long, and with what result. */
export function graphsOfJobs({ figures: { figure, byCode }, orchestrator }: Watched): IWidget[] {
  const period = PERIOD;
  return [
    graph('Jobs', [
      figure('JobDuration', { statistic: 'SampleCount', period, label: 'worked on' }),
      figure('JobFailure', { statistic: 'Sum', period, label: 'failed' }),
      figure('JobTimeouts', { statistic: 'Sum', period, label: 'timed out' }),
      figure('JobRetries', { statistic: 'Sum', period, label: 'to be tried again' }),
    ]),
    graph(
      'Job duration',
      ['p50', 'p90', 'p99'].map((statistic) => figure('JobDuration', { statistic, period, label: statistic })),
    ),
    graph('Job failures by code', [byCode('JobFailure', period)], { stacked: true }),
    graph('Waiting in Lambda', [
      orchestrator.metric('AsyncEventAge', { statistic: 'Maximum', period, label: 'age of the oldest' }),
    ]),
  ];
}
