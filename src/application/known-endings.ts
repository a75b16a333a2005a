import type { Ending } from './delivery-report.ts';

/** Milliseconds. */
const AN_HOUR = 3_600_000;

/**
 * How parked messages ended that end the same way again until somebody helps them: each is left alone for an hour, and
 * counted as it ended, so that a run every minute neither reads it nor alarms anybody each time.
 */
export interface KnownEndings {
  /** Undefined if it is not known, or no longer. */
  of(key: string, now: Date): Ending | Error | undefined;
  note(key: string, ending: Ending | Error, now: Date): void;
}

/** None is known at first; they are known as long as the process lives. */
export function knownEndings(): KnownEndings {
  const endings = new Map<string, { readonly ending: Ending | Error; readonly until: number }>(); // oldest first
  return {
    of: (key, now) => {
      for (const [known, { until }] of endings) {
        if (until > now.getTime()) break;
        endings.delete(known);
      }
      return endings.get(key)?.ending;
    },
    note: (key, ending, now) => {
      endings.delete(key);
      endings.set(key, { ending, until: now.getTime() + AN_HOUR });
    },
  };
}
