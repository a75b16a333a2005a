import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ChatCourierError } from '../../../domain/chat-courier-error.ts';
import type { GeoDataFiles } from './geo-data-files.ts';
import type { GeoData, GeoDataSource } from './geo-data.ts';
import { readOutlines, type CountriesTopology } from './read-outlines.ts';
import { readSettlements } from './read-settlements.ts';

/** Reads the data from files when they are first asked for, and keeps them. A failed attempt is not kept. */
export class FileGeoDataSource implements GeoDataSource {
  private loading: Promise<GeoData> | undefined;

  constructor(private readonly files: GeoDataFiles) {}

  load(): Promise<GeoData> {
    this.loading ??= read(this.files).catch((error: unknown) => {
      this.loading = undefined;
      throw new ChatCourierError('orchestrator-failed', 'the geographic data could not be read', { cause: error });
    });
    return this.loading;
  }
}

async function read({ countries, cities }: GeoDataFiles): Promise<GeoData> {
  const [countriesText, citiesBytes] = await Promise.all([readFile(countries, 'utf8'), readFile(cities)]);
  const outlines = readOutlines(JSON.parse(countriesText) as CountriesTopology);
  await nextTurn();
  return { outlines, settlements: readSettlements(citiesBytes) };
}
