import type { MultiLineString, Position as GeoJsonPosition } from 'geojson';
import { LocalPlane, type Point } from '../geo/local-plane.ts';
import { roundTo } from './round-to.ts';

/** Details smaller than this part of the circle's radius are not drawn. */
const DETAIL = 1 / 400;
const ORIGIN: Point = [0, 0];

/** Lines of the local plane, cut off at the circle, as RFC 7946 has them: none crosses the antimeridian. */
export function lineGeometry(
  plane: LocalPlane,
  lines: readonly (readonly Point[])[],
  radiusKm: number,
): MultiLineString {
  const radius = LocalPlane.lengthOf(radiusKm);
  const coordinates = lines
    .flatMap((points) => insideCircle(points, radius))
    .map((points) => thinnedOut(points, radius * DETAIL))
    .map((points) => points.map((point) => plane.unproject(point)).map(({ lat, lng }): [number, number] => [lng, lat]))
    .flatMap(cutAtAntimeridian)
    .map((line) => line.map(([lng = 0, lat = 0]) => [roundTo(lng, 4), roundTo(lat, 4)]));
  return { type: 'MultiLineString', coordinates };
}

function insideCircle(points: readonly Point[], radius: number): Point[][] {
  const pieces: Point[][] = [];
  let connected = false;
  for (let index = 1; index < points.length; index += 1) {
    const from = points[index - 1] ?? ORIGIN;
    const to = points[index] ?? ORIGIN;
    const part = partInside(from, to, radius);
    const isWhole = part?.[0] === 0;
    if (part) {
      const [start, end] = part.map((at): Point => [
        from[0] + at * (to[0] - from[0]),
        from[1] + at * (to[1] - from[1]),
      ]) as [Point, Point];
      if (connected && isWhole) pieces.at(-1)?.push(end);
      else pieces.push([start, end]);
    }
    connected = part?.[1] === 1;
  }
  return pieces;
}

/** From where to where, in parts of its length, a straight line is inside the circle around the origin. */
function partInside(from: Point, to: Point, radius: number): [number, number] | undefined {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const square = dx * dx + dy * dy;
  const along = from[0] * dx + from[1] * dy;
  const root = along * along - square * (from[0] ** 2 + from[1] ** 2 - radius * radius);
  if (square === 0 || root <= 0) return undefined;
  const start = Math.max(0, (-along - Math.sqrt(root)) / square);
  const end = Math.min(1, (-along + Math.sqrt(root)) / square);
  return start < end ? [start, end] : undefined;
}

function thinnedOut(points: readonly Point[], detail: number): Point[] {
  let kept = points[0] ?? ORIGIN;
  return points.filter((point, index) => {
    const isEnd = index === 0 || index === points.length - 1;
    if (!isEnd && Math.hypot(point[0] - kept[0], point[1] - kept[1]) < detail) return false;
    kept = point;
    return true;
  });
}

function cutAtAntimeridian(line: readonly (readonly [number, number])[]): GeoJsonPosition[][] {
  const parts: GeoJsonPosition[][] = [[]];
  line.forEach(([lng, lat], index) => {
    const [lastLng, lastLat] = line[index - 1] ?? [lng, lat];
    if (Math.abs(lng - lastLng) > 180) {
      const edge = Math.sign(lastLng) * 180;
      const share = (edge - lastLng) / (lng + 2 * edge - lastLng);
      const cut = lastLat + share * (lat - lastLat);
      parts.at(-1)?.push([edge, cut]);
      parts.push([[-edge, cut]]);
    }
    parts.at(-1)?.push([lng, lat]);
  });
  return parts;
}
