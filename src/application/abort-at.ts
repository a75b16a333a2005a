/** A signal that aborts at a time, or at once if it is over. */
export function abortAt(time: Date, now: Date): AbortSignal {
  return AbortSignal.timeout(Math.floor(Math.max(0, time.getTime() - now.getTime())));
}
