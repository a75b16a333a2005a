/** Milliseconds before a retry: exponential, with full jitter. */
export function backoff(attempt: number): number {
  return Math.random() * Math.min(2_000, 50 * 2 ** attempt);
}
