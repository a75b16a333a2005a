import type { Feature, FeatureCollection, Geometry } from 'geojson';

const GEOMETRIES = ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'];

/** The most features that are drawn. */
export const MOST_FEATURES = 5_000;

/** Positions: more would keep the browser busy for too long. */
const MOST_POSITIONS = 200_000;

/** The GeoJSON of an artifact's data: the data themselves or one of their fields. Without what cannot be drawn. */
export function geoJsonIn(data: unknown): FeatureCollection | undefined {
  const candidates = [
    data,
    ...['geojson', 'geoJson', 'featureCollection', 'features', 'map'].map((name) => fieldOf(data, name)),
  ];
  for (const candidate of candidates) {
    const features = featuresOf(candidate);
    if (features.length > 0) return { type: 'FeatureCollection', features };
  }
  return undefined;
}

function featuresOf(value: unknown): Feature[] {
  const list = Array.isArray(value)
    ? value
    : fieldOf(value, 'type') === 'FeatureCollection'
      ? fieldOf(value, 'features')
      : [value];
  if (!Array.isArray(list)) return [];
  let room = MOST_POSITIONS;
  return list.slice(0, MOST_FEATURES).flatMap((item: unknown) => {
    const feature = featureOf(item);
    const positions = feature ? positionsIn(feature.geometry) : Infinity;
    if (!feature || positions > room) return [];
    room -= positions;
    return [feature];
  });
}

function featureOf(value: unknown): Feature | undefined {
  const isFeature = fieldOf(value, 'type') === 'Feature';
  const geometry = isFeature ? fieldOf(value, 'geometry') : value;
  if (!isGeometry(geometry)) return undefined;
  const properties = isFeature ? fieldOf(value, 'properties') : undefined;
  const bbox = fieldOf(value, 'bbox');
  const framed = Array.isArray(bbox) && bbox.length === 4 && bbox.every(Number.isFinite);
  return {
    type: 'Feature',
    geometry,
    properties: typeof properties === 'object' && properties !== null ? { ...properties } : {},
    ...(framed && { bbox: bbox as [number, number, number, number] }),
  };
}

function isGeometry(value: unknown): value is Geometry {
  const coordinates = fieldOf(value, 'coordinates');
  return GEOMETRIES.includes(String(fieldOf(value, 'type'))) && Array.isArray(coordinates) && allFinite(coordinates, 0);
}

/** Whether there are only positions, nested as deep as a geometry's. */
function allFinite(value: readonly unknown[], depth: number): boolean {
  if (value.length === 0 || depth > 3) return false;
  if (typeof value[0] === 'number') return value.length >= 2 && value.every((item) => Number.isFinite(item));
  return value.every((item) => Array.isArray(item) && allFinite(item, depth + 1));
}

function positionsIn(geometry: Geometry): number {
  return 'coordinates' in geometry ? count(geometry.coordinates) : Infinity;
}

function count(value: readonly unknown[]): number {
  if (typeof value[0] === 'number') return 1;
  return value.reduce<number>((sum, item) => sum + (Array.isArray(item) ? count(item) : 0), 0);
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}
