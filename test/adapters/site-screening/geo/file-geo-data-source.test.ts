import { mkdtemp, copyFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileGeoDataSource } from '../../../../src/adapters/site-screening/geo/file-geo-data-source.ts';
import { installedGeoDataFiles } from '../../../../src/adapters/site-screening/geo/installed-geo-data-files.ts';
import { installedGeoData } from '../installed-geo-data.ts';

describe('FileGeoDataSource', () => {
  test('reads the settlements as GeoNames has them, without places where nobody lives', async () => {
    const { settlements } = await installedGeoData.load();
    const names = Array.from(settlements.lat, (_, index) => settlements.name(index));
    const index = names.indexOf('Esbjerg');
    expect(settlements.population[index]).toBeGreaterThan(60_000);
    expect(settlements.lat[index]).toBeCloseTo(55.47, 1);
    expect(settlements.lng[index]).toBeCloseTo(8.45, 1);
    expect(names).toContain('São Paulo');
    expect(names).toContain('Tokyo');
    expect(names).not.toContain('New South Memphis');
    expect(names.length).toBeGreaterThan(100_000);
  });

  test('reads the files once', async () => {
    expect(await installedGeoData.load()).toBe(await installedGeoData.load());
  });

  test('says that the data are missing, and tries again next time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'geo-data-'));
    const { countries, cities } = installedGeoDataFiles();
    const copy = join(folder, 'cities.pbf');
    const source = new FileGeoDataSource({ countries, cities: copy });
    await expect(source.load()).rejects.toMatchObject({ code: 'orchestrator-failed', cause: { code: 'ENOENT' } });
    await copyFile(cities, copy);
    await expect(source.load()).resolves.toHaveProperty('settlements');
    await rm(folder, { recursive: true });
  });
});
