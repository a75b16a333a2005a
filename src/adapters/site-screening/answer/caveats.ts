import { ASSUMED_DENSITY_PER_KM2, SETBACK_RULE } from '../screening/setback-rule.ts';

/** What matters for a wind farm and is in none of the data. */
export const UNKNOWN = [
  'wind speed',
  'slope and elevation',
  'land use and forest',
  'lakes and rivers (they count as land)',
  'water depth',
  'protected areas',
  'roads and the power grid',
  'single houses and villages below about 1,000 inhabitants',
] as const;

/** What had to be assumed, and how exact the rest is. */
export const ASSUMPTIONS = [
  `Setback from the edge of a settlement: ${describeRule()}. This is a screening rule, not a country's law.`,
  `A settlement's buildings fill a circle around its GeoNames point at ${ASSUMED_DENSITY_PER_KM2.toLocaleString('en')} inhabitants per km².`,
  'Coasts and borders are generalised for 1:10 million and rounded to 0.0036° (up to 400 m): take them to be within about 1 km. The Caspian Sea counts as sea.',
  'Countries are named and bounded as in Natural Earth: de facto, without taking a side.',
  'Distances are on a sphere (within 0.6 %). Areas are measured in 400 strips (within about 0.5 % of the circle).',
] as const;

function describeRule(): string {
  return SETBACK_RULE.map(({ inhabitantsBelow, setbackKm }) =>
    inhabitantsBelow === Infinity
      ? `${setbackKm} km above`
      : `${setbackKm} km below ${inhabitantsBelow.toLocaleString('en')} inhabitants`,
  ).join(', ');
}
