import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Feature } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

type Countries = Topology<{ readonly countries: GeometryCollection<{ readonly name: string }> }>;

/** The countries of Natural Earth as GeoJSON, with six decimal places: what a map is made of. */
export function worldFeatures(scale: '10m' | '50m' | '110m'): readonly Feature[] {
  const file = createRequire(import.meta.url).resolve(`world-atlas/countries-${scale}.json`);
  const topology = JSON.parse(readFileSync(file, 'utf8')) as Countries;
  const { features } = feature(topology, topology.objects.countries);
  const rounded = (_key: string, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(6)) : value);
  return JSON.parse(JSON.stringify(features, rounded)) as readonly Feature[];
}

/** Features up to about so many bytes of JSON, the smallest ones first; all of them again, moved, if they do not suffice. */
export function featuresOf(bytes: number, features: readonly Feature[]): readonly Feature[] {
  const sized = features.map((one) => ({ one, size: JSON.stringify(one).length + 1 }));
  sized.sort((a, b) => a.size - b.size);
  const taken: Feature[] = [];
  let left = bytes;
  for (let round = 0; left > 0; round++) {
    for (const { one, size } of sized) {
      if (size > left && taken.length > 0) return taken;
      taken.push(round === 0 ? one : moved(one, round));
      left -= size;
    }
  }
  return taken;
}

function moved(one: Feature, degrees: number): Feature {
  const away = (value: unknown): unknown => {
    if (typeof value === 'number') return Number((value + degrees * 0.618034).toFixed(6));
    return Array.isArray(value) ? value.map(away) : value;
  };
  const geometry = { ...one.geometry, coordinates: away((one.geometry as { coordinates?: unknown }).coordinates) };
  return { ...one, geometry } as Feature;
}
