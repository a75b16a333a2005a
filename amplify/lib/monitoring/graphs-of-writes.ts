import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { graph, PERIOD } from './graph.ts';
import type { Watched } from './watched.ts';

/** Whether answers get into their chats, how fast, and how large they are. */
export function graphsOfWrites({ figures: { figure, byCode } }: Watched): IWidget[] {
  const period = PERIOD;
  return [
    graph('Writes', [
      figure('WriteSuccess', { statistic: 'Sum', period, label: 'written' }),
      figure('WriteFailure', { statistic: 'Sum', period, label: 'failed' }),
      figure('WriteRetries', { statistic: 'Sum', period, label: 'more attempts' }),
      figure('DuplicatesSuppressed', { statistic: 'Sum', period, label: 'duplicates suppressed' }),
    ]),
    graph('Write failures by code', [byCode('WriteFailure', period)], { stacked: true }),
    graph(
      'Write latency',
      ['p50', 'p90', 'p99'].map((statistic) => figure('WriteLatency', { statistic, period, label: statistic })),
    ),
    graph(
      'Size of answers',
      ['p50', 'Maximum'].map((statistic) => figure('MessageSize', { statistic, period, label: statistic })),
      { leftAnnotations: [{ value: 409_600, label: 'what an item holds' }] },
    ),
  ];
}
