/** Milliseconds: as far as a timer of Node reaches. */
const LONGEST = 2 ** 31 - 1;

/**
 * Does work with a signal that aborts after some milliseconds, and when an outer signal does.
 *
 * AbortSignal.any() is not used: in Node 20 it forgets its sources when memory is tidied up, and never aborts.
 */
export async function withinTime<T>(
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = () => {
    controller.abort();
  };
  const timer = setTimeout(abort, Math.min(ms, LONGEST));
  outer?.addEventListener('abort', abort, { once: true });
  if (ms <= 0 || outer?.aborted) abort();
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', abort);
  }
}
