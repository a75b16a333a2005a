import type { Vector } from './sphere.ts';

/** The number of a country in `Outlines.countries`, from 1; 0 is the sea. */
export type CountryNumber = number;

/**
 * A piece of an outline: the points from index `first` to `last`, both counted. On one side of it lies country `a`, on
 * the other `b`; a coast has the sea (0) as `b`. All of it lies within `reach` (radians) of `middle`.
 */
export interface OutlinePiece {
  readonly first: number;
  readonly last: number;
  readonly a: CountryNumber;
  readonly b: CountryNumber;
  readonly middle: Vector;
  readonly reach: number;
}

/** The outlines of all countries, each line once: coasts and borders. */
export interface Outlines {
  readonly countries: readonly string[];
  readonly lat: Float32Array;
  readonly lng: Float32Array;
  readonly pieces: readonly OutlinePiece[];
}

export function isCoast(piece: OutlinePiece): boolean {
  return piece.b === 0;
}
