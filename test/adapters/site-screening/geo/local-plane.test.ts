import fc from 'fast-check';
import { LocalPlane } from '../../../../src/adapters/site-screening/geo/local-plane.ts';
import { distanceKm } from '../../../../src/adapters/site-screening/geo/sphere.ts';

const place = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
});
const offset = fc.double({ min: -50, max: 50, noNaN: true });

describe('LocalPlane', () => {
  test('finds its way back, anywhere on the globe', () => {
    fc.assert(
      fc.property(place, offset, offset, (centre, x, y) => {
        const plane = new LocalPlane(centre);
        const there = plane.unproject([x, y]);
        const [backX, backY] = plane.project(there);
        expect(backX).toBeCloseTo(x, 6);
        expect(backY).toBeCloseTo(y, 6);
        expect(LocalPlane.lengthOf(distanceKm(centre, there))).toBeCloseTo(Math.hypot(x, y), 6);
      }),
    );
  });

  test('has north above and east to the right', () => {
    const plane = new LocalPlane({ lat: 50, lng: 10 });
    expect(plane.project({ lat: 50.1, lng: 10 })).toEqual([expect.closeTo(0, 9), expect.closeTo(11.12, 2)]);
    expect(plane.project({ lat: 50, lng: 10.1 })[0]).toBeCloseTo(7.15, 2);
  });
});
