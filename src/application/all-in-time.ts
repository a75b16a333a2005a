import { errorOf } from './error-of.ts';
import { untilAborted } from './until-aborted.ts';
import { withinTime } from './within-time.ts';

/**
 * What each of several works comes to: a value, or an error, which is `out-of-time` for those that are not done after
 * some milliseconds, or when `end` aborts.
 */
export function allInTime<T>(
  ms: number,
  end: AbortSignal,
  begin: (signal: AbortSignal) => readonly Promise<T>[],
): Promise<readonly (T | Error)[]> {
  return withinTime(ms, end, async (signal) => {
    const outcomes = new Map<number, T | Error>();
    const works = begin(signal).map(async (work, n) => {
      outcomes.set(n, await work.catch(errorOf));
    });
    const late = await untilAborted(Promise.all(works), signal).then(() => undefined, errorOf);
    return works.map((_, n) => (outcomes.has(n) ? (outcomes.get(n) as T | Error) : (late ?? new Error('no outcome'))));
  });
}
