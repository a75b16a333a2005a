import { FileGeoDataSource } from '../../src/adapters/site-screening/geo/file-geo-data-source.ts';
import { installedGeoDataFiles } from '../../src/adapters/site-screening/geo/installed-geo-data-files.ts';
import { SiteScreeningOrchestrator } from '../../src/adapters/site-screening/site-screening-orchestrator.ts';
import type { Artifact } from '../../src/domain/orchestrator-response.ts';

/** Coasts with many islands, where the maps are large: 27 to 65 KB each. */
const PLACES = ['51.5, -3.2', '60.39, 5.32', '55.7, 12.6', '59.3, 18.1', '57.7, 11.9', '50.8, -1.1', '52.4, 4.9'];
const MORE = ['53.5, 10.0', '54.6, -5.9', '48.4, -4.5', '43.5, 16.4', '37.9, 23.7', '51.9, 4.5', '56.2, 10.2'];

/** The artifacts of real screenings of several sites, GeoJSON for the most part, up to so many bytes of JSON. */
export async function screenings(bytes: number): Promise<readonly Artifact[]> {
  const files = installedGeoDataFiles();
  const orchestrator = new SiteScreeningOrchestrator(new FileGeoDataSource(files), { now: () => new Date() });
  const job = { requestId: 'bench', signal: new AbortController().signal, report: () => undefined };
  const artifacts: Artifact[] = [];
  for (const place of [...PLACES, ...MORE]) {
    const { artifacts: added } = await orchestrator.run({ query: `Analyze terrain at ${place} within 50 km` }, job);
    if (JSON.stringify([...artifacts, ...added]).length <= bytes) artifacts.push(...added);
  }
  return artifacts;
}
