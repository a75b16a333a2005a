import { FileGeoDataSource } from '../../../src/adapters/site-screening/geo/file-geo-data-source.ts';
import { installedGeoDataFiles } from '../../../src/adapters/site-screening/geo/installed-geo-data-files.ts';

/** The real data, loaded once per test file. */
export const installedGeoData = new FileGeoDataSource(installedGeoDataFiles());
