import type { Position } from '../geo/position.ts';

/** What is screened: a circle around a place. */
export interface Site {
  readonly position: Position;
  readonly radiusKm: number;
}

export const DEFAULT_RADIUS_KM = 5;

/** Below 1 km the circle would be smaller than the error of the coast. */
export const RADIUS_KM = { min: 1, max: 50 } as const;
