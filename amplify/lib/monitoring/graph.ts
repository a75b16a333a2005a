import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type GraphWidgetProps, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';

export const PERIOD = Duration.minutes(5);

/** Four of them stand in a row. */
export function graph(
  title: string,
  left: IMetric[],
  more: Omit<GraphWidgetProps, 'left' | 'title'> = {},
): GraphWidget {
  return new GraphWidget({ title, left, width: 6, height: 6, leftYAxis: { min: 0 }, ...more });
}
