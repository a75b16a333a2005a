import type { IWidget, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { graph, PERIOD } from './graph.ts';
import type { Watched } from './watched.ts';

/** The three functions side by side. */
export function graphsOfFunctions({ orchestrator, onFailure, redelivery }: Watched): IWidget[] {
  const of = (metricName: string, options: MetricOptions) =>
    Object.entries({ orchestrator, onFailure, redelivery }).map(([label, lambda]) =>
      lambda.metric(metricName, { period: PERIOD, label, ...options }),
    );
  return [
    graph('Duration, longest', of('Duration', { statistic: 'Maximum' })),
    graph('At once', of('ConcurrentExecutions', { statistic: 'Maximum' })),
    graph('Errors', of('Errors', { statistic: 'Sum' })),
    graph('Throttles', of('Throttles', { statistic: 'Sum' })),
  ];
}
