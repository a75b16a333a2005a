import type { EventSettings } from '../ports/deployed-functions.ts';
import type { Seen } from '../ports/seen.ts';
import { check, unchecked, type CheckResult } from './check-result.ts';
import { eventSettingsCommand, toDestination } from './event-settings-command.ts';

const LAMBDA = /^arn:[^:]+:lambda:/;

/** What Lambda does with a job that crashed or timed out: the only one who can tell the user is the destination. */
export function checkRetries(subject: string, name: string, seen: Seen<EventSettings>): CheckResult[] {
  const destination = { subject, name: 'on-failure destination', expected: 'the function of dist/lambda/on-failure' };
  if (seen.kind === 'unseen') return [unchecked(destination, seen)];
  const settings = seen.kind === 'found' ? seen.value : {};
  const set = eventSettingsCommand(name, seen);
  return [
    checkDestination(destination, settings, set),
    checkAttempts(subject, settings, set),
    checkAge(subject, settings, set),
  ];
}

/** To what failures go, by its ARN. */
export function destinationOf(seen: Seen<EventSettings>): string | undefined {
  return seen.kind === 'found' ? seen.value.onFailure : undefined;
}

/** The function to which failures go, if it is one. */
export function onFailureFunction(seen: Seen<EventSettings>): string | undefined {
  const arn = destinationOf(seen);
  return arn !== undefined && LAMBDA.test(arn) ? arn : undefined;
}

type Set = (options: string) => string;

function checkDestination(
  expectation: { readonly subject: string; readonly name: string; readonly expected: string },
  { onFailure }: EventSettings,
  set: Set,
): CheckResult {
  const fix = set(toDestination('<the ARN of the on-failure function>'));
  if (onFailure === undefined) {
    return check(expectation, 'none: a job that crashes or times out ends in silence', false, fix);
  }
  if (LAMBDA.test(onFailure)) return check(expectation, onFailure, true, fix);
  const other = `${onFailure}: nobody tells the user, unless something behind it does`;
  return check(expectation, other, false, fix, 'warning');
}

function checkAttempts(subject: string, { retryAttempts }: EventSettings, set: Set): CheckResult {
  const expectation = { subject, name: 'retries', expected: 'set, 1 or 2' };
  const found =
    retryAttempts === undefined
      ? 'not set: 2 by default'
      : `${retryAttempts}${retryAttempts === 0 ? ': what could succeed at a second try fails' : ''}`;
  return check(expectation, found, (retryAttempts ?? 0) > 0, set('--maximum-retry-attempts 2'), 'warning');
}

function checkAge(subject: string, { maxEventAgeSeconds: age }: EventSettings, set: Set): CheckResult {
  const expectation = { subject, name: 'event age', expected: 'set, 60 to 21600 s' };
  const found = age === undefined ? 'not set: 21600 s by default' : `${age} s`;
  return check(expectation, found, age !== undefined, set('--maximum-event-age-in-seconds 21600'), 'warning');
}
