import { alarmsOfFailures } from './alarms-of-failures.ts';
import { alarmsOfRates } from './alarms-of-rates.ts';
import { alarmsOfRedelivery } from './alarms-of-redelivery.ts';
import { alarmsOfResults } from './alarms-of-results.ts';
import type { AlarmDescription } from './alarm-description.ts';
import type { Watched } from './watched.ts';

export type AlarmName = keyof ReturnType<typeof allOf>;

/** Every alarm, by its name. @param minimumSamples how many writes or jobs a rate is made of at least */
export function alarmsOf(watched: Watched, minimumSamples: number): Readonly<Record<AlarmName, AlarmDescription>> {
  return allOf(watched, minimumSamples);
}

function allOf(watched: Watched, minimumSamples: number) {
  return {
    ...alarmsOfResults(watched),
    ...alarmsOfRates(watched, minimumSamples),
    ...alarmsOfFailures(watched),
    ...alarmsOfRedelivery(watched),
  };
}
