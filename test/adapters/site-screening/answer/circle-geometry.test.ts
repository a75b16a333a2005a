import { geoDistance } from 'd3-geo';
import fc from 'fast-check';
import { circleBounds } from '../../../../src/adapters/site-screening/answer/circle-bounds.ts';
import { circleGeometry } from '../../../../src/adapters/site-screening/answer/circle-geometry.ts';
import { EARTH_RADIUS_KM } from '../../../../src/adapters/site-screening/geo/sphere.ts';
import { faultsOf } from '../geojson-faults.ts';

const anywhere = fc.record({
  lat: fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(-90, 90, 89.99, -89.9, 0)),
  lng: fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constantFrom(-180, 180, 179.99, -179.9, 0)),
});
const radius = fc.double({ min: 0.8, max: 120, noNaN: true });

describe('circleGeometry', () => {
  test('is valid, and its corners are as far from the centre as they should be', () => {
    fc.assert(
      fc.property(anywhere, radius, (centre, radiusKm) => {
        const geometry = circleGeometry(centre, radiusKm, 32);
        expect(faultsOf(geometry)).toEqual([]);
        const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
        const corners = polygons.flat(2).filter(([x = 0, y = 0]) => Math.abs(x) < 180 && Math.abs(y) < 90);
        for (const [x = 0, y = 0] of corners) {
          const distance = geoDistance([centre.lng, centre.lat], [x, y]) * EARTH_RADIUS_KM;
          expect(Math.abs(distance - radiusKm)).toBeLessThan(0.02);
        }
        expect(corners.length).toBeGreaterThanOrEqual(30);
      }),
      { numRuns: 300 },
    );
  });

  test('is cut in two by the antimeridian, and closed around a pole', () => {
    const fiji = circleGeometry({ lat: -16.8, lng: 179.98 }, 10, 32);
    expect(fiji).toMatchObject({ type: 'MultiPolygon', coordinates: [[{}], [{}]] });
    const pole = circleGeometry({ lat: 89.99, lng: 20 }, 10, 32);
    expect(pole.type).toBe('Polygon');
    expect(pole.coordinates.flat(1)).toContainEqual([180, 90]);
  });
});

describe('circleBounds', () => {
  test.each([
    [{ lat: 0, lng: 0 }, [-0.9, -0.9, 0.9, 0.9]],
    [{ lat: 60, lng: 179 }, [177.2, 59.1, -179.2, 60.9]],
    [{ lat: -89.5, lng: 10 }, [-180, -90, 180, -88.6]],
  ])('of 100 km around %j', (centre, bounds) => {
    expect(circleBounds(centre, 100)).toEqual(bounds.map((value) => expect.closeTo(value, 1) as number));
  });
});
