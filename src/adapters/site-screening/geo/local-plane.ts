import type { Position } from './position.ts';
import { cross, dot, EARTH_RADIUS_KM, normalized, toPosition, toVector, type Vector } from './sphere.ts';

export type Point = readonly [x: number, y: number];

/**
 * A map of the surroundings of one place in kilometres, x to the east and y to the north: Lambert's azimuthal equal-area
 * projection. Areas are exact, and no place is special: neither a pole nor the antimeridian needs a case of its own.
 */
export class LocalPlane {
  private readonly up: Vector;
  private readonly east: Vector;
  private readonly north: Vector;

  constructor(readonly centre: Position) {
    this.up = toVector(centre);
    this.east = normalized(toVector({ lat: 0, lng: centre.lng + 90 }));
    this.north = cross(this.up, this.east);
  }

  project(position: Position): Point {
    const v = toVector(position);
    const scale = EARTH_RADIUS_KM * Math.sqrt(2 / (1 + dot(v, this.up)));
    return [scale * dot(v, this.east), scale * dot(v, this.north)];
  }

  unproject([x, y]: Point): Position {
    const [u, v] = [x / EARTH_RADIUS_KM, y / EARTH_RADIUS_KM];
    const square = u * u + v * v;
    const flat = Math.sqrt(1 - square / 4);
    const combine = (axis: 0 | 1 | 2) =>
      u * flat * this.east[axis] + v * flat * this.north[axis] + (1 - square / 2) * this.up[axis];
    return toPosition([combine(0), combine(1), combine(2)]);
  }

  /** How long a distance from the centre is on the map: shorter, by a thousandth at 1,000 km. */
  static lengthOf(distanceKm: number): number {
    return 2 * EARTH_RADIUS_KM * Math.sin(distanceKm / EARTH_RADIUS_KM / 2);
  }

  /** How many degrees of arc a length from the centre stands for. */
  static degreesOf(length: number): number {
    return (2 * Math.asin(length / EARTH_RADIUS_KM / 2) * 180) / Math.PI;
  }
}
