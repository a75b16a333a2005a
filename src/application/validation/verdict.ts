import type { CheckResult } from './check-result.ts';

/** A program's exit code: 1 if something is wrong, 2 if something could not be checked, else 0. Warnings don't count. */
export type ExitCode = 0 | 1 | 2;

export function exitCodeOf(checks: readonly CheckResult[]): ExitCode {
  if (checks.some(({ status }) => status === 'wrong')) return 1;
  return checks.some(({ status }) => status === 'unknown') ? 2 : 0;
}
