import type { Outlines } from './outlines.ts';
import type { Settlements } from './settlements.ts';

/** The open data that a place is screened with. */
export interface GeoData {
  readonly outlines: Outlines;
  readonly settlements: Settlements;
}

/** Where the data come from. The first `load` may take a second; later ones answer at once with the same data. */
export interface GeoDataSource {
  load(): Promise<GeoData>;
}
