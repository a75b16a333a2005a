import type { Duration } from 'aws-cdk-lib';
import { Metric, SearchExpression } from 'aws-cdk-lib/aws-cloudwatch';

/** Where the functions put their figures, unless `POWERTOOLS_METRICS_NAMESPACE` says otherwise. */
export const NAMESPACE = 'chat-courier';

/** What chat-courier measures; docs/operate.md says what each of them means. */
export type MeasureName =
  | 'JobDuration'
  | 'JobFailure'
  | 'JobRetries'
  | 'JobTimeouts'
  | 'WriteSuccess'
  | 'WriteFailure'
  | 'WriteLatency'
  | 'WriteRetries'
  | 'MessageSize'
  | 'DuplicatesSuppressed'
  | 'SessionsRefused'
  | 'ResultsParked'
  | 'ResultsLost'
  | 'ResultsRedelivered'
  | 'RedeliveryFailure';

/** The figures of one deployment. */
export interface Figures {
  readonly figure: (name: MeasureName, options: FigureOptions) => Metric;
  /** A series for each code that there has been lately. An alarm cannot watch it. */
  readonly byCode: (name: MeasureName, period: Duration) => SearchExpression;
}

export interface FigureOptions {
  /** As CloudWatch names it: `Sum`, `SampleCount`, `p99`, … */
  readonly statistic: string;
  readonly period: Duration;
  readonly label?: string;
}

/** @param service the dimension that the functions of one deployment share: the name of their message table */
export function figuresOf(service: string): Figures {
  return {
    figure: (metricName, options) =>
      new Metric({ namespace: NAMESPACE, metricName, dimensionsMap: { service }, ...options }),
    byCode: (name, period) => {
      const series = `{"${NAMESPACE}",service,code} MetricName="${name}" service="${service}"`;
      const expression = `SEARCH('${series}', 'Sum', ${period.toSeconds()})`;
      return new SearchExpression({ expression, label: "${PROP('Dim.code')}", period });
    },
  };
}
