import type { LocalPlane } from '../geo/local-plane.ts';
import type { LocalLine } from '../geo/outlines-around.ts';
import type { Position } from '../geo/position.ts';
import type { Areas } from './measure-areas.ts';
import type { Rating } from './rate-site.ts';
import type { SettlementInReach } from './settlements-in-reach.ts';
import type { Site } from './site.ts';

export interface Coast {
  readonly distanceKm: number;
  /** The coast's nearest point. */
  readonly position: Position;
  /** Whose coast it is. */
  readonly country: string | undefined;
}

/** What the open data say about a site. */
export interface Findings {
  readonly site: Site;
  /** The country at the site itself; undefined at sea. */
  readonly country: string | undefined;
  /** Undefined only if the data have no coast. */
  readonly coast: Coast | undefined;
  readonly settlements: readonly SettlementInReach[];
  readonly areas: Areas;
}

/** Findings, what they amount to, and what it takes to draw them. */
export interface Screening extends Findings {
  readonly rating: Rating;
  readonly plane: LocalPlane;
  readonly lines: readonly LocalLine[];
}
