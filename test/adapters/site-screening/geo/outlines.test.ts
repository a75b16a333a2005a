import { readFileSync } from 'node:fs';
import { geoArea, geoBounds, geoContains, geoDistance, type ExtendedFeature } from 'd3-geo';
import fc from 'fast-check';
import { feature } from 'topojson-client';
import { countryOnMeridian } from '../../../../src/adapters/site-screening/geo/country-on-meridian.ts';
import { installedGeoDataFiles } from '../../../../src/adapters/site-screening/geo/installed-geo-data-files.ts';
import { nearestCoast } from '../../../../src/adapters/site-screening/geo/nearest-coast.ts';
import { isCoast } from '../../../../src/adapters/site-screening/geo/outlines.ts';
import type { Position } from '../../../../src/adapters/site-screening/geo/position.ts';
import { readOutlines, type CountriesTopology } from '../../../../src/adapters/site-screening/geo/read-outlines.ts';
import { EARTH_RADIUS_KM } from '../../../../src/adapters/site-screening/geo/sphere.ts';

const topology = JSON.parse(readFileSync(installedGeoDataFiles().countries, 'utf8')) as CountriesTopology;
const outlines = readOutlines(topology);

/** An islet that rounding has turned inside out is, to d3-geo, all of the globe but itself. */
const polygons = feature(topology, topology.objects.countries)
  .features.flatMap(({ geometry, properties }) => {
    const parts = geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
    const all = geometry.type === 'Polygon' ? [geometry.coordinates] : parts;
    return all.map((coordinates): ExtendedFeature & { properties: { name: string } } => ({
      type: 'Feature',
      properties,
      geometry: { type: 'Polygon', coordinates },
    }));
  })
  .filter((polygon) => geoArea(polygon) < 2 * Math.PI)
  .map((polygon) => ({ polygon, bounds: geoBounds(polygon) }));

function countryByD3({ lat, lng }: Position): string | undefined {
  const containing = polygons.find(({ polygon, bounds: [[west, south], [east, north]] }) => {
    const aside = west <= east ? lng < west || lng > east : lng < west && lng > east;
    return lat >= south && lat <= north && !aside && geoContains(polygon, [lng, lat]);
  });
  return containing?.polygon.properties.name;
}

function countryAt({ lat, lng }: Position): string | undefined {
  return outlines.countries[countryOnMeridian(outlines, lng)(lat) - 1];
}

const anywhere = fc
  .tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }))
  .map(([z, lng]) => ({ lat: (Math.asin(z) * 180) / Math.PI, lng }));

describe('countryOnMeridian', () => {
  test.each([
    ['New York', 40.75, -73.9, 'United States of America'],
    ['Denver', 39.74, -104.99, 'United States of America'],
    ['Maseru, inside South Africa', -29.6, 28.2, 'Lesotho'],
    ['San Marino, inside Italy', 43.94, 12.46, 'San Marino'],
    ['Suva', -18.0, 178.3, 'Fiji'],
    ['Taveuni, east of 180°', -16.83, -179.97, 'Fiji'],
    ['Chukotka, on 180°', 67, 180, 'Russia'],
    ['Chukotka, on -180°', 67, -180, 'Russia'],
    ['Wrangel Island, on 180°', 71.2, 180, 'Russia'],
    ['the south pole', -90, 12, 'Antarctica'],
    ['the north pole', 90, 12, undefined],
    ['the Atlantic', 30, -40, undefined],
    ['the Gulf of Guinea', 0, 0, undefined],
    ['the Caspian Sea', 42, 50.5, undefined],
  ])('%s', (_, lat, lng, country) => {
    expect(countryAt({ lat, lng })).toBe(country);
  });

  test('agrees with d3-geo, which decides it in another way', () => {
    // At least a kilometre north or south of an outline's point, where the two ways to join points don't matter.
    const nearOutline = fc
      .tuple(fc.nat(outlines.lat.length - 1), fc.integer({ min: 1, max: 50 }), fc.constantFrom(-0.01, 0.01))
      .map(([index, steps, step]) => ({
        lat: (outlines.lat[index] ?? 0) + steps * step,
        lng: (outlines.lng[index] ?? 0) + step,
      }))
      .filter(({ lat }) => Math.abs(lat) <= 90);
    fc.assert(
      fc.property(fc.oneof(anywhere, nearOutline), (place) => {
        expect([place, countryAt(place)]).toEqual([place, countryByD3(place)]);
      }),
      { numRuns: 80, seed: 7 },
    );
  });
});

describe('nearestCoast', () => {
  test.each([
    ['Denver', 39.74, -104.99, 1_150, 1_250, 'Mexico'],
    ['Bern', 46.95, 7.45, 280, 310, 'Italy'],
    ['Esbjerg', 55.47, 8.45, 0, 2, 'Denmark'],
    ['the north pole', 90, 0, 700, 720, 'Greenland'],
    ['Chukotka on 180°, which is no coast', 67.5, 180, 80, 200, 'Russia'],
  ])('%s', (_, lat, lng, atLeast, atMost, country) => {
    const coast = nearestCoast(outlines, { lat, lng });
    expect(coast?.distanceKm).toBeGreaterThanOrEqual(atLeast);
    expect(coast?.distanceKm).toBeLessThanOrEqual(atMost);
    expect(outlines.countries[(coast?.country ?? 0) - 1]).toBe(country);
  });

  test('is as far away as it says, and no point of any coast is nearer', () => {
    const points = outlines.pieces
      .filter(isCoast)
      .flatMap(({ first, last }) => [first, Math.floor((first + last) / 2)])
      .map((index): [number, number] => [outlines.lng[index] ?? 0, outlines.lat[index] ?? 0]);
    fc.assert(
      fc.property(anywhere, (place) => {
        const from: [number, number] = [place.lng, place.lat];
        const { distanceKm, position } = nearestCoast(outlines, place) ?? { distanceKm: NaN, position: place };
        expect(distanceKm).toBeCloseTo(geoDistance(from, [position.lng, position.lat]) * EARTH_RADIUS_KM, 3);
        const nearest = points.reduce((least, point) => Math.min(least, geoDistance(from, point)), Infinity);
        expect(distanceKm).toBeLessThanOrEqual(nearest * EARTH_RADIUS_KM + 1e-6);
      }),
      { numRuns: 15 },
    );
  });
});

describe('readOutlines', () => {
  test('knows the two sides of a border and of a coast, and drops what cancels out', () => {
    const square = (arcs: number[][], name: string) => ({ type: 'Polygon' as const, arcs, properties: { name } });
    const made = readOutlines({
      type: 'Topology',
      arcs: [
        [
          [10, 0],
          [10, 10],
        ],
        [
          [10, 10],
          [0, 10],
          [0, 0],
          [10, 0],
        ],
        [
          [10, 0],
          [20, 0],
          [20, 10],
          [10, 10],
        ],
        [
          [15, 0],
          [15, 10],
        ],
      ],
      objects: {
        countries: {
          type: 'GeometryCollection',
          geometries: [square([[0, 1]], 'West'), square([[2, -1, 3, -4]], 'East')],
        },
      },
    });
    expect(made.countries).toEqual(['West', 'East']);
    expect(made.pieces.map(({ a, b }) => [a, b])).toEqual([
      [1, 2],
      [1, 0],
      [2, 0],
    ]);
    expect([5, 15, 25].map((lng) => countryOnMeridian(made, lng)(5))).toEqual([1, 2, 0]);
  });
});
