import type { EventSettings } from '../ports/deployed-functions.ts';
import type { Seen } from '../ports/seen.ts';

/** How to change what Lambda does with a function's events. `put` would set what it does not name back to Lambda's defaults. */
export function eventSettingsCommand(name: string, seen: Seen<EventSettings>): (options: string) => string {
  const verb = seen.kind === 'found' ? 'update' : 'put';
  return (options) => `aws lambda ${verb}-function-event-invoke-config --function-name ${name} ${options}`;
}

/** @param destination such as `<the ARN of a queue>` */
export function toDestination(destination: string): string {
  return `--destination-config '{"OnFailure":{"Destination":"${destination}"}}'`;
}
