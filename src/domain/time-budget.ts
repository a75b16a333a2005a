/** Until when a job may do what. */
export interface TimeBudget {
  /** The orchestrator is stopped. */
  readonly workUntil: Date;
  /** Writing the answer, with its retries, is given up. What is left is for parking it. */
  readonly writeUntil: Date;
}

const SHARE_OF_PARKING = 0.25;

/**
 * Divides the time left: the reserve, kept for delivering, is at most half of it.
 *
 * @param deadline when the platform ends the work
 * @param reserveMs milliseconds
 */
export function timeBudget(now: Date, deadline: Date, reserveMs: number): TimeBudget {
  const left = Math.max(0, deadline.getTime() - now.getTime());
  const reserve = Math.min(reserveMs, left / 2);
  return {
    workUntil: new Date(deadline.getTime() - reserve),
    writeUntil: new Date(deadline.getTime() - reserve * SHARE_OF_PARKING),
  };
}
