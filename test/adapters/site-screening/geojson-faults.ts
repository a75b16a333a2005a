import type { FeatureCollection, Geometry, Position } from 'geojson';

/** What RFC 7946 would object to: one sentence each. */
export function faultsOf(thing: FeatureCollection | Geometry): string[] {
  switch (thing.type) {
    case 'FeatureCollection':
      return thing.features.flatMap(({ geometry }) => faultsOf(geometry));
    case 'Point':
      return positionFaults(thing.coordinates);
    case 'MultiLineString':
      return thing.coordinates.flatMap(lineFaults);
    case 'Polygon':
      return thing.coordinates.flatMap(ringFaults);
    case 'MultiPolygon':
      return thing.coordinates.flat().flatMap(ringFaults);
    default:
      return [`${thing.type} is not expected`];
  }
}

function positionFaults([lng = NaN, lat = NaN, ...more]: Position): string[] {
  const isGood = Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && more.length === 0;
  return isGood ? [] : [`[${lng}, ${lat}] is not on the globe`];
}

function lineFaults(line: readonly Position[]): string[] {
  const jump = line.some(([lng = NaN], index) => Math.abs(lng - (line[index - 1]?.[0] ?? lng)) > 180);
  return [
    ...line.flatMap(positionFaults),
    ...(line.length < 2 ? ['a line has one position'] : []),
    ...(jump ? ['a line crosses the antimeridian'] : []),
  ];
}

function ringFaults(ring: readonly Position[]): string[] {
  const twiceArea = ring.reduce((sum, [x = NaN, y = NaN], index) => {
    const [nextX = x, nextY = y] = ring[index + 1] ?? [];
    return sum + (x - (ring[0]?.[0] ?? 0)) * nextY - (nextX - (ring[0]?.[0] ?? 0)) * y;
  }, 0);
  return [
    ...ring.flatMap(positionFaults),
    ...(ring.length < 4 ? ['a ring has fewer than four positions'] : []),
    ...(JSON.stringify(ring[0]) === JSON.stringify(ring.at(-1)) ? [] : ['a ring is not closed']),
    ...(twiceArea > 0 ? [] : ['a ring is not counterclockwise']),
  ];
}
