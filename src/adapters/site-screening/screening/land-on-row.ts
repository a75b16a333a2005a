import type { LocalLine } from '../geo/outlines-around.ts';
import type { CountryNumber } from '../geo/outlines.ts';
import type { Interval } from './intervals.ts';

export interface Crossing {
  readonly x: number;
  /** What lies on the two sides, combined by exclusive or: applied to one side, it gives the other. */
  readonly change: number;
}

/** Where the lines cross each row of the plane; `rows` ascend. */
export function crossingsOfRows(lines: readonly LocalLine[], rows: readonly number[]): Crossing[][] {
  const crossings = rows.map((): Crossing[] => []);
  const [bottom = 0, second = 1] = rows;
  for (const { a, b, points } of lines) {
    for (let index = 1; index < points.length; index += 1) {
      const [x1 = 0, y1 = 0] = points[index - 1] ?? [];
      const [x2 = 0, y2 = 0] = points[index] ?? [];
      const first = Math.max(0, Math.floor((Math.min(y1, y2) - bottom) / (second - bottom)));
      for (let row = first; row < rows.length; row += 1) {
        const y = rows[row] ?? 0;
        if (y > Math.max(y1, y2)) break;
        if (y1 <= y !== y2 <= y) crossings[row]?.push({ x: x1 + ((y - y1) / (y2 - y1)) * (x2 - x1), change: a ^ b });
      }
    }
  }
  return crossings;
}

export interface CountryInterval {
  readonly country: CountryNumber;
  readonly interval: Interval;
}

/**
 * What a row passes through between `-halfWidth` and `halfWidth`, the sea left out.
 *
 * @param countryInMiddle what lies at x = 0
 */
export function landOnRow(
  crossings: readonly Crossing[],
  halfWidth: number,
  countryInMiddle: CountryNumber,
): CountryInterval[] {
  const ordered = crossings.toSorted((left, right) => left.x - right.x);
  let country = ordered.filter(({ x }) => x < 0).reduce((state, { change }) => state ^ change, countryInMiddle);
  let from = -halfWidth;
  const land: CountryInterval[] = [];
  for (const { x, change } of [...ordered, { x: halfWidth, change: 0 }]) {
    const to = Math.max(-halfWidth, Math.min(halfWidth, x));
    if (country !== 0 && to > from) land.push({ country, interval: [from, to] });
    from = Math.max(from, to);
    country ^= change;
  }
  return land;
}
