import type { Screening } from '../screening/screening.ts';
import type { SettlementInReach } from '../screening/settlements-in-reach.ts';
import { MOST_DRAWN } from './draw-map.ts';
import { roundTo } from './round-to.ts';

/** The screening's numbers, flat, with the unit in the name; shares are from 0 to 1; null is "there is none". */
export type Metrics = Readonly<Record<string, string | number | null>>;

export function metricsOf({ site, country, coast, settlements, areas, rating }: Screening): Metrics {
  const largest = settlements.toSorted((left, right) => (right.population ?? 0) - (left.population ?? 0))[0];
  return {
    rating: rating.level,
    surface: country === undefined ? 'sea' : 'land',
    country: country ?? null,
    countriesInCircle: areas.countries.map(({ name }) => name).join(', ') || null,
    radiusKm: site.radiusKm,
    circleAreaKm2: roundTo(areas.circleKm2, 2),
    landAreaKm2: roundTo(areas.landKm2, 2),
    landShare: roundTo(areas.landKm2 / areas.circleKm2, 4),
    setbackAreaKm2: roundTo(areas.landKm2 - areas.leftKm2, 2),
    areaLeftKm2: roundTo(areas.leftKm2, 2),
    areaLeftShare: roundTo(areas.leftKm2 / areas.circleKm2, 4),
    coastDistanceKm: coast ? roundTo(coast.distanceKm, 1) : null,
    coastCountry: coast?.country ?? null,
    settlementsInCircle: settlements.filter(({ distanceKm }) => distanceKm <= site.radiusKm).length,
    settlementsInReach: settlements.length,
    settlementsDrawn: Math.min(MOST_DRAWN, settlements.length),
    ...settlementMetrics('nearestSettlement', settlements[0]),
    ...settlementMetrics('largestSettlement', largest),
  };
}

function settlementMetrics(prefix: string, settlement: SettlementInReach | undefined): Metrics {
  return {
    [prefix]: settlement?.name ?? null,
    [`${prefix}Population`]: settlement?.population ?? null,
    [`${prefix}DistanceKm`]: settlement ? roundTo(settlement.distanceKm, 1) : null,
  };
}
