import { LocalPlane, type Point } from './local-plane.ts';
import type { CountryNumber, Outlines } from './outlines.ts';
import { angleBetween, EARTH_RADIUS_KM, toVector } from './sphere.ts';

/** A connected stretch of coast or border, in kilometres on the local plane. */
export interface LocalLine {
  readonly a: CountryNumber;
  readonly b: CountryNumber;
  readonly points: readonly Point[];
}

/** Every stretch of outline that comes within a distance of the plane's centre, and a little of what joins it. */
export function outlinesAround(outlines: Outlines, plane: LocalPlane, radiusKm: number): LocalLine[] {
  const centre = toVector(plane.centre);
  const length = LocalPlane.lengthOf(radiusKm);
  const lines: { a: CountryNumber; b: CountryNumber; points: Point[]; end: number }[] = [];
  for (const { first, last, a, b, middle, reach } of outlines.pieces) {
    if (angleBetween(centre, middle) - reach > (radiusKm + 1) / EARTH_RADIUS_KM) continue;
    const points: Point[] = [];
    for (let index = first; index <= last; index += 1)
      points.push(plane.project({ lat: outlines.lat[index] ?? 0, lng: outlines.lng[index] ?? 0 }));
    for (let index = 1; index < points.length; index += 1) {
      const [from, to] = [points[index - 1], points[index]];
      if (!from || !to || distanceToOrigin(from, to) > length) continue;
      const open = lines.at(-1);
      if (open?.end === first + index - 1 && open.a === a && open.b === b) open.points.push(to);
      else lines.push({ a, b, points: [from, to], end: 0 });
      const line = lines.at(-1);
      if (line) line.end = first + index;
    }
  }
  return lines.map(({ a, b, points }) => ({ a, b, points }));
}

function distanceToOrigin([x1, y1]: Point, [x2, y2]: Point): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.max(0, Math.min(1, -(x1 * dx + y1 * dy) / square));
  return Math.hypot(x1 + along * dx, y1 + along * dy);
}
