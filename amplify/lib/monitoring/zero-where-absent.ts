import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';

/**
 * A count that is 0 where nothing was measured. Otherwise an alarm goes by what was measured last, some periods back: it
 * comes late, stays long, and takes for neighbours what lies apart.
 */
export function zeroWhereAbsent(count: Metric): MathExpression {
  const { metricName: label, period } = count;
  return new MathExpression({ expression: 'FILL(count, 0)', usingMetrics: { count }, period, label });
}
