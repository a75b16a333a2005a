import type { Unseen } from '../ports/seen.ts';

export type CheckStatus = 'ok' | 'wrong' | 'warning' | 'unknown';

/** What one check of a deployment found. */
export interface CheckResult {
  /** What was looked at, such as `function renewableOrchestrator`. */
  readonly subject: string;
  /** Which of its properties, such as `runtime`. */
  readonly name: string;
  /** `warning`: it works, with a loss that is named. `unknown`: it could not be checked. */
  readonly status: CheckStatus;
  readonly found: string;
  readonly expected: string;
  /** What to do; absent where all is well. */
  readonly fix?: string;
}

/** A property of a subject, and how it should be. */
export interface Expectation {
  readonly subject: string;
  readonly name: string;
  readonly expected: string;
}

/** @param fix what to do unless it holds */
export function check(
  expectation: Expectation,
  found: string,
  holds: boolean,
  fix: string,
  otherwise: 'wrong' | 'warning' = 'wrong',
): CheckResult {
  return holds ? { ...expectation, status: 'ok', found } : { ...expectation, status: otherwise, found, fix };
}

export function unchecked(expectation: Expectation, { why, fix }: Pick<Unseen, 'why' | 'fix'>): CheckResult {
  return { ...expectation, status: 'unknown', found: `could not be checked: ${why}`, fix };
}
