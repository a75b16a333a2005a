import type { EventSettings } from '../ports/deployed-functions.ts';
import type { Seen } from '../ports/seen.ts';
import { check, unchecked, type CheckResult } from './check-result.ts';
import { eventSettingsCommand, toDestination } from './event-settings-command.ts';

/** What becomes of a failure that the on-failure function itself could not report. */
export function checkUnreported(name: string, seen: Seen<EventSettings>): CheckResult {
  const expected = 'a queue, or something else that an operator looks at';
  const expectation = { subject: `failures of ${name}`, name: 'on-failure destination', expected };
  if (seen.kind === 'unseen') return unchecked(expectation, seen);
  const destination = seen.kind === 'found' ? seen.value.onFailure : undefined;
  const found = destination ?? 'none: nobody hears of a failure that could not be reported';
  const fix = eventSettingsCommand(name, seen)(toDestination('<the ARN of a queue>'));
  return check(expectation, found, destination !== undefined, fix, 'warning');
}
