/** Until when a job may do what. */
export interface TimeBudget {
  /** The orchestrator is stopped. */
  readonly workUntil: Date;
  /** Looking for an earlier try's answer is given up. */
  readonly lookUntil: Date;
  /** Writing the answer, with its retries, is given up. */
  readonly writeUntil: Date;
  /** Parking what could not be written is given up: the platform ends the work. */
  readonly parkUntil: Date;
}

/** How far into the reserve each of them may go. */
const LOOK = 0.3;
const WRITE = 0.7;

/**
 * Divides the time left: the reserve, kept for delivering, is at most half of it.
 *
 * @param deadline when the platform ends the work
 * @param reserveMs milliseconds
 */
export function timeBudget(now: Date, deadline: Date, reserveMs: number): TimeBudget {
  const left = Math.max(0, deadline.getTime() - now.getTime());
  const reserve = Math.min(reserveMs, left / 2);
  const begin = deadline.getTime() - reserve;
  return {
    workUntil: new Date(begin),
    lookUntil: new Date(begin + reserve * LOOK),
    writeUntil: new Date(begin + reserve * WRITE),
    parkUntil: deadline,
  };
}
