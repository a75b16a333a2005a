import type { Position } from './position.ts';

/** The mean radius of the Earth. Distances on the sphere are within 0.6 % of those on the ellipsoid. */
export const EARTH_RADIUS_KM = 6371.0088;

export type Vector = readonly [x: number, y: number, z: number];

const RADIANS = Math.PI / 180;

export function toVector({ lat, lng }: Position): Vector {
  const flat = Math.cos(lat * RADIANS);
  return [flat * Math.cos(lng * RADIANS), flat * Math.sin(lng * RADIANS), Math.sin(lat * RADIANS)];
}

export function toPosition([x, y, z]: Vector): Position {
  return { lat: Math.atan2(z, Math.hypot(x, y)) / RADIANS, lng: Math.atan2(y, x) / RADIANS };
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function normalized(v: Vector): Vector {
  const length = Math.sqrt(dot(v, v));
  return [v[0] / length, v[1] / length, v[2] / length];
}

/** In radians, exact for small angles too, where the arc cosine of the dot product is not. */
export function angleBetween(a: Vector, b: Vector): number {
  const chord: Vector = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  return 2 * Math.asin(Math.min(1, Math.sqrt(dot(chord, chord)) / 2));
}

export function distanceKm(a: Position, b: Position): number {
  return EARTH_RADIUS_KM * angleBetween(toVector(a), toVector(b));
}
