import type { CountryNumber, OutlinePiece, Outlines } from './outlines.ts';
import { dot, toVector } from './sphere.ts';

/**
 * Tells which country each latitude of a meridian lies in.
 *
 * It walks from the north pole, which is sea, southwards: every outline that it crosses leads from one side to the
 * other. Between two points of an outline the line is straight in degrees, as Natural Earth draws it.
 */
export function countryOnMeridian(outlines: Outlines, lng: number): (lat: number) => CountryNumber {
  const normal = toVector({ lat: 0, lng: lng + 90 });
  const crossings = outlines.pieces
    .filter((piece) => Math.abs(dot(piece.middle, normal)) <= Math.sin(Math.min(piece.reach + 1e-6, Math.PI / 2)))
    .flatMap((piece) => [...crossingsOf(outlines, piece, lng)].map((lat) => ({ lat, change: piece.a ^ piece.b })));
  return (lat) => crossings.filter((crossing) => crossing.lat > lat).reduce((state, { change }) => state ^ change, 0);
}

function* crossingsOf({ lat, lng }: Outlines, { first, last }: OutlinePiece, meridian: number): Generator<number> {
  for (let index = first; index < last; index += 1) {
    const from = degreesEast(lng[index] ?? 0, meridian);
    const to = degreesEast(lng[index + 1] ?? 0, meridian);
    if (from < 0 === to < 0 || Math.abs(from - to) > 180) continue;
    const start = lat[index] ?? 0;
    yield start + (((lat[index + 1] ?? 0) - start) * from) / (from - to);
  }
}

/** From -180 up to, but not including, 180. */
function degreesEast(lng: number, meridian: number): number {
  const difference = lng - meridian;
  return difference - 360 * Math.floor((difference + 180) / 360);
}
