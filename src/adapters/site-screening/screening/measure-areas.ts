import { countryOnMeridian } from '../geo/country-on-meridian.ts';
import { LocalPlane } from '../geo/local-plane.ts';
import type { LocalLine } from '../geo/outlines-around.ts';
import type { CountryNumber, Outlines } from '../geo/outlines.ts';
import { subtract, totalLength, type Interval } from './intervals.ts';
import { crossingsOfRows, landOnRow } from './land-on-row.ts';
import type { SettlementInReach } from './settlements-in-reach.ts';

/** The circle is measured in so many strips of equal height, each along its middle line. */
export const STRIPS = 400;

export interface Areas {
  readonly circleKm2: number;
  readonly landKm2: number;
  /** The land outside of every setback zone; where zones overlap, the overlap counts once. */
  readonly leftKm2: number;
  /** Countries with land in the circle, the largest part first. */
  readonly countries: readonly { readonly name: string; readonly landKm2: number }[];
}

export function measureAreas(
  outlines: Outlines,
  plane: LocalPlane,
  lines: readonly LocalLine[],
  settlements: readonly SettlementInReach[],
  radiusKm: number,
): Areas {
  const radius = LocalPlane.lengthOf(radiusKm);
  const rows = Array.from({ length: STRIPS }, (_, index) => ((2 * index + 1) / STRIPS - 1) * radius);
  const crossings = crossingsOfRows(lines, rows);
  const zones = settlements.map(({ position, zone }) => ({ at: plane.project(position), radius: zone.radiusKm }));
  const countryAt = countryInMiddleOfRow(outlines, plane, lines);
  const lengths = { circle: 0, land: 0, left: 0 };
  const byCountry = new Map<CountryNumber, number>();
  rows.forEach((y, row) => {
    const halfWidth = Math.sqrt(radius * radius - y * y);
    const land = landOnRow(crossings[row] ?? [], halfWidth, countryAt(y));
    const intervals = land.map(({ interval }) => interval);
    lengths.circle += 2 * halfWidth;
    lengths.land += totalLength(intervals);
    lengths.left += totalLength(subtract(intervals, zonesOnRow(zones, y)));
    for (const { country, interval } of land)
      byCountry.set(country, (byCountry.get(country) ?? 0) + totalLength([interval]));
  });
  const circleKm2 = Math.PI * radius * radius;
  const toKm2 = (length: number) => (length / lengths.circle) * circleKm2;
  const countries = [...byCountry]
    .map(([country, length]) => ({ name: outlines.countries[country - 1] ?? '', landKm2: toKm2(length) }))
    .sort((left, right) => right.landKm2 - left.landKm2);
  return { circleKm2, landKm2: Math.min(circleKm2, toKm2(lengths.land)), leftKm2: toKm2(lengths.left), countries };
}

/** The middle of every row lies on the centre's meridian or, beyond a pole, on the one opposite. */
function countryInMiddleOfRow(outlines: Outlines, plane: LocalPlane, lines: readonly LocalLine[]) {
  const { lat, lng } = plane.centre;
  const here = countryOnMeridian(outlines, lng);
  let opposite: typeof here | undefined;
  const near = new Set([0, here(lat), ...lines.flatMap(({ a, b }) => [a, b])]);
  return (y: number): CountryNumber => {
    const along = lat + Math.sign(y) * LocalPlane.degreesOf(Math.abs(y));
    const beyondPole = Math.abs(along) > 90;
    if (beyondPole) opposite ??= countryOnMeridian(outlines, lng + 180);
    const country = beyondPole ? (opposite?.(Math.sign(along) * 180 - along) ?? 0) : here(along);
    return near.has(country) ? country : 0;
  };
}

function zonesOnRow(zones: readonly { readonly at: readonly [number, number]; readonly radius: number }[], y: number) {
  const intervals: Interval[] = [];
  for (const { at, radius } of zones) {
    const square = radius * radius - (y - at[1]) ** 2;
    if (square > 0) intervals.push([at[0] - Math.sqrt(square), at[0] + Math.sqrt(square)]);
  }
  return intervals;
}
