import { Duration } from 'aws-cdk-lib';

/** The time that three runs take, as the period of an alarm: at most 18 hours, since a run comes every 6 hours at least. */
export function threeRuns(every: Duration): Duration {
  return Duration.seconds(3 * every.toSeconds());
}
