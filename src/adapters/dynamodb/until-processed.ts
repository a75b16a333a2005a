import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { backoff } from './backoff.ts';

/** How often DynamoDB is asked at the most: for up to about nine seconds, half of that on average. */
const TRIES = 10;

/**
 * Asks DynamoDB for what it left unprocessed, again and again, with pauses in between.
 *
 * @param work returns what was left unprocessed
 * @returns what is left when the tries are used up or the signal aborts
 */
export async function untilProcessed<T>(
  all: readonly T[],
  signal: AbortSignal,
  work: (wanted: readonly T[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const strategy = new ConfiguredRetryStrategy(TRIES, backoff);
  let token = await strategy.acquireInitialRetryToken('unprocessed');
  let left = await work(all);
  for (let tries = 1; tries < TRIES && left.length > 0 && !isOver(signal); tries++) {
    token = await strategy.refreshRetryTokenForRetry(token, { errorType: 'THROTTLING' }); // this is the pause
    left = isOver(signal) ? left : await work(left);
  }
  return left;
}

function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}
