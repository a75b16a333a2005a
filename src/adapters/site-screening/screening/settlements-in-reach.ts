import type { Position } from '../geo/position.ts';
import type { Settlements } from '../geo/settlements.ts';
import { distanceKm } from '../geo/sphere.ts';
import { setbackZone, type SetbackZone } from './setback-rule.ts';
import type { Site } from './site.ts';

export interface SettlementInReach {
  readonly name: string;
  readonly position: Position;
  /** Undefined where GeoNames has no number. */
  readonly population: number | undefined;
  /** From the site to the settlement's centre. */
  readonly distanceKm: number;
  readonly zone: SetbackZone;
}

/** Every degree of latitude is a little longer than this. */
const KM_PER_DEGREE = 111;

/** The settlements whose centre lies in the circle, or whose setback zone reaches into it: the nearest first. */
export function settlementsInReach(settlements: Settlements, { position, radiusKm }: Site): SettlementInReach[] {
  const found: SettlementInReach[] = [];
  for (let index = 0; index < settlements.lat.length; index += 1) {
    const population = settlements.population[index] ?? 0;
    const there = { lat: settlements.lat[index] ?? 0, lng: settlements.lng[index] ?? 0 };
    const zone = setbackZone(population);
    const reach = radiusKm + zone.radiusKm;
    if (Math.abs(there.lat - position.lat) * KM_PER_DEGREE > reach) continue;
    const distance = distanceKm(position, there);
    if (distance > reach) continue;
    const known = population === 0 ? undefined : population;
    found.push({ name: settlements.name(index), position: there, population: known, distanceKm: distance, zone });
  }
  return found.sort((left, right) => left.distanceKm - right.distanceKm);
}
