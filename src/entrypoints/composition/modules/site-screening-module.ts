import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ContainerModule } from 'inversify';
import { FileGeoDataSource } from '../../../adapters/site-screening/geo/file-geo-data-source.ts';
import type { GeoDataFiles } from '../../../adapters/site-screening/geo/geo-data-files.ts';
import { installedGeoDataFiles } from '../../../adapters/site-screening/geo/installed-geo-data-files.ts';
import { SiteScreeningOrchestrator } from '../../../adapters/site-screening/site-screening-orchestrator.ts';
import { GEO_DATA } from '../../../adapters/site-screening/tokens.ts';
import { ORCHESTRATOR } from '../tokens.ts';

export function siteScreeningModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(GEO_DATA)
      .toDynamicValue(() => new FileGeoDataSource(bundledGeoDataFiles() ?? installedGeoDataFiles()))
      .inSingletonScope();
    bind(ORCHESTRATOR).to(SiteScreeningOrchestrator).inSingletonScope();
  });
}

/** The copies that the build lays beside a bundle, which has no `node_modules`. */
function bundledGeoDataFiles(): GeoDataFiles | undefined {
  const [countries, cities] = ['countries-10m.json', 'cities.pbf'].map((file) =>
    fileURLToPath(new URL(`./geo-data/${file}`, import.meta.url)),
  );
  return countries && cities && existsSync(cities) ? { countries, cities } : undefined;
}
