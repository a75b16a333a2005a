import type { BBox } from 'geojson';
import type { Position } from '../geo/position.ts';
import { EARTH_RADIUS_KM } from '../geo/sphere.ts';
import { roundTo } from './round-to.ts';

const DEGREES = 180 / Math.PI;

/** West, south, east, north as RFC 7946 has them: west is greater than east across the antimeridian. */
export function circleBounds({ lat, lng }: Position, radiusKm: number): BBox {
  const radius = radiusKm / EARTH_RADIUS_KM;
  const south = Math.max(-90, lat - radius * DEGREES);
  const north = Math.min(90, lat + radius * DEGREES);
  const holdsPole = south === -90 || north === 90;
  const half = holdsPole ? 180 : Math.asin(Math.sin(radius) / Math.cos(lat / DEGREES)) * DEGREES;
  const wrap = (value: number) => (value > 180 ? value - 360 : value < -180 ? value + 360 : value);
  const [west, east] = holdsPole ? [-180, 180] : [wrap(lng - half), wrap(lng + half)];
  return [roundTo(west, 5), roundTo(south, 5), roundTo(east, 5), roundTo(north, 5)];
}
