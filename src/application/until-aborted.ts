import { DeliveryError } from '../domain/delivery-error.ts';

/**
 * What a promise comes to, unless the signal aborts first. The work behind the promise is left to itself then.
 *
 * @throws DeliveryError `out-of-time` as soon as the signal aborts
 */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  let abort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => {
      reject(outOfTime());
    };
  });
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([aborted, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function outOfTime(): DeliveryError {
  return new DeliveryError(
    'out-of-time',
    'the message could not be written in the time that was left',
    'See whether the table is throttled or unreachable; raise DELIVERY_RESERVE_MS, or the time limit of the function.',
  );
}
