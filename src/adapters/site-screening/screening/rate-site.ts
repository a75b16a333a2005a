import { formatKm, formatKm2, formatPercent } from '../format.ts';
import type { Findings } from './screening.ts';

export type Effect = 'favourable' | 'neutral' | 'limiting' | 'excluding';

export interface Reason {
  readonly effect: Effect;
  readonly text: string;
}

export type RatingLevel = 'promising' | 'possible' | 'difficult' | 'unsuitable' | 'not-rated';

/** How a site does on what the data know: land, settlements, coast and borders. It says nothing about wind or slope. */
export interface Rating {
  readonly level: RatingLevel;
  readonly reasons: readonly Reason[];
}

/** One or two large turbines need about so much. */
const SMALLEST_USEFUL_KM2 = 1;
const AMPLE_SHARE = 0.5;
/** Nearer than this, the coast's error decides whether the place is on land at all. */
const SHORE_KM = 1;

/** One excluding reason settles it; otherwise limiting reasons are counted. Open sea is not rated: the rule is for land. */
export function rateSite(findings: Findings): Rating {
  const reasons = [groundReason, areaReason, settlementReason, shoreReason, borderReason].flatMap(
    (criterion) => criterion(findings) ?? [],
  );
  if (findings.areas.landKm2 === 0) return { level: 'not-rated', reasons };
  if (reasons.some(({ effect }) => effect === 'excluding')) return { level: 'unsuitable', reasons };
  const limits = reasons.filter(({ effect }) => effect === 'limiting').length;
  return { level: limits === 0 ? 'promising' : limits === 1 ? 'possible' : 'difficult', reasons };
}

type Criterion = (findings: Findings) => Reason | undefined;

const groundReason: Criterion = ({ country, areas, site }) => {
  const share = formatPercent(areas.landKm2 / areas.circleKm2);
  if (areas.landKm2 === 0)
    return {
      effect: 'neutral',
      text: `There is no land within ${formatKm(site.radiusKm)}. A wind farm at sea depends on water depth and seabed, which these data do not know.`,
    };
  if (country === undefined)
    return { effect: 'limiting', text: `The site itself is at sea; only the land is rated, ${share} of the circle.` };
  return { effect: 'favourable', text: `The site is on land, as is ${share} of the circle.` };
};

const areaReason: Criterion = ({ areas }) => {
  if (areas.landKm2 === 0) return undefined;
  const share = areas.leftKm2 / areas.circleKm2;
  const left = `${formatKm2(areas.leftKm2)} of ${formatKm2(areas.circleKm2)} (${formatPercent(share)})`;
  if (areas.leftKm2 === 0) return { effect: 'excluding', text: 'No land is left outside the setback zones.' };
  if (areas.leftKm2 < SMALLEST_USEFUL_KM2)
    return {
      effect: 'excluding',
      text: `Only ${left} is left outside sea and setback zones: too little for a wind farm.`,
    };
  if (share < AMPLE_SHARE)
    return { effect: 'limiting', text: `${left} is left outside sea and setback zones: less than half.` };
  return { effect: 'favourable', text: `${left} is left outside sea and setback zones.` };
};

const settlementReason: Criterion = ({ settlements, site, areas }) => {
  const around = settlements.filter(({ distanceKm, zone }) => distanceKm < zone.radiusKm);
  const largest = around.toSorted((left, right) => right.zone.radiusKm - left.zone.radiusKm)[0];
  if (largest)
    return {
      effect: 'limiting',
      text: `The site lies in the setback zone of ${largest.name}, whose centre is ${formatKm(largest.distanceKm)} away; the zone reaches ${formatKm(largest.zone.radiusKm)} from it.`,
    };
  if (areas.landKm2 === 0) return undefined;
  if (settlements.length === 0)
    return { effect: 'favourable', text: `No settlement's setback zone reaches within ${formatKm(site.radiusKm)}.` };
  return { effect: 'favourable', text: 'The site lies outside every setback zone.' };
};

const shoreReason: Criterion = ({ coast, country }) =>
  coast && country !== undefined && coast.distanceKm < SHORE_KM
    ? {
        effect: 'limiting',
        text: `The coast is ${formatKm(coast.distanceKm)} away, about as far as the coastline's error: whether this is land has to be checked on site.`,
      }
    : undefined;

const borderReason: Criterion = ({ areas }) => {
  const names = areas.countries.map(({ name }) => name);
  return names.length > 1
    ? { effect: 'limiting', text: `The circle lies in ${names.join(' and ')}: each has its own permits.` }
    : undefined;
};
