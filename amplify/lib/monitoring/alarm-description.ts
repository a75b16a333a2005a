import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';

/** What an alarm watches, and what it tells the person whom it wakes. */
export interface AlarmDescription {
  readonly metric: IMetric;
  /** Reached, it is an alarm. In the unit of the metric: a count, milliseconds, per cent. */
  readonly threshold: number;
  /** How many periods in a row; 1 unless given. */
  readonly evaluationPeriods?: number;
  /** It is an alarm if the metric stays below, or is absent; else what is absent is no alarm. */
  readonly whenBelow?: true;
  readonly means: string;
  readonly todo: string;
  /** The heading in docs/operate.md, as a link names it. */
  readonly runbook: string;
}
