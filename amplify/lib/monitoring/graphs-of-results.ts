import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { graph, PERIOD } from './graph.ts';
import type { MeasureName } from './figures-of.ts';
import type { Watched } from './watched.ts';

/** Answers and failures that are not yet where they belong. */
export function graphsOfResults({ figures, onFailure, unreported, redeliverEvery }: Watched): IWidget[] {
  const { figure, byCode } = figures;
  const period = PERIOD;
  const sum = (name: MeasureName, label: string) => figure(name, { statistic: 'Sum', period, label });
  const perRun = { statistic: 'Sum', period: redeliverEvery, label: 'all' };
  return [
    graph('Answers', [
      sum('ResultsLost', 'lost'),
      sum('ResultsParked', 'parked'),
      sum('ResultsRedelivered', 'redelivered'),
      sum('SessionsRefused', "refused: not the user's session"),
    ]),
    graph('Still parked, by code, at each redelivery', [
      figure('RedeliveryFailure', perRun),
      byCode('RedeliveryFailure', redeliverEvery),
    ]),
    graph('Jobs that the platform gave up', [
      onFailure.metricInvocations({ statistic: 'Sum', period, label: 'on-failure: invoked' }),
      onFailure.metricErrors({ statistic: 'Sum', period, label: 'on-failure: failed' }),
    ]),
    graph(
      'Unreported: the queue',
      [unreported.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period, label: 'failures' })],
      {
        right: [
          unreported.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum', period, label: 'age of the oldest' }),
        ],
      },
    ),
  ];
}
