import { isCoast, type CountryNumber, type OutlinePiece, type Outlines } from './outlines.ts';
import type { Position } from './position.ts';
import { angleBetween, cross, dot, EARTH_RADIUS_KM, normalized, toPosition, toVector, type Vector } from './sphere.ts';

export interface NearestCoast {
  readonly distanceKm: number;
  readonly position: Position;
  /** Whose coast it is. */
  readonly country: CountryNumber;
}

/** The point of any coast that is nearest to a place; undefined only if the data have no coast. */
export function nearestCoast(outlines: Outlines, place: Position): NearestCoast | undefined {
  const from = toVector(place);
  let best: { angle: number; point: Vector; country: CountryNumber } | undefined;
  for (const piece of candidates(outlines, from)) {
    for (const point of nearestPoints(outlines, piece, from)) {
      const angle = angleBetween(from, point);
      if (!best || angle < best.angle) best = { angle, point, country: piece.a };
    }
  }
  return best && { distanceKm: best.angle * EARTH_RADIUS_KM, position: toPosition(best.point), country: best.country };
}

/** The pieces of coast of which a part may be nearer than all of any other piece. */
function candidates({ pieces }: Outlines, from: Vector): OutlinePiece[] {
  const coasts = pieces.filter(isCoast).map((piece) => ({ piece, angle: angleBetween(from, piece.middle) }));
  const bound = coasts.reduce((least, { piece, angle }) => Math.min(least, angle + piece.reach), Infinity);
  return coasts.filter(({ piece, angle }) => angle - piece.reach <= bound).map(({ piece }) => piece);
}

function* nearestPoints({ lat, lng }: Outlines, { first, last }: OutlinePiece, from: Vector): Generator<Vector> {
  const at = (index: number) => toVector({ lat: lat[index] ?? 0, lng: lng[index] ?? 0 });
  for (let index = first; index < last; index += 1) yield nearestOnArc(at(index), at(index + 1), from);
}

function nearestOnArc(a: Vector, b: Vector, from: Vector): Vector {
  const across = cross(a, b);
  if (dot(across, across) > 1e-24) {
    const normal = normalized(across);
    const height = dot(normal, from);
    const foot = normalized([from[0] - height * normal[0], from[1] - height * normal[1], from[2] - height * normal[2]]);
    if (dot(cross(a, foot), normal) >= 0 && dot(cross(foot, b), normal) >= 0) return foot;
  }
  return dot(a, from) > dot(b, from) ? a : b;
}
