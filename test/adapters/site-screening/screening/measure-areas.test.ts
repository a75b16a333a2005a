import { LocalPlane } from '../../../../src/adapters/site-screening/geo/local-plane.ts';
import { outlinesAround } from '../../../../src/adapters/site-screening/geo/outlines-around.ts';
import type { Position } from '../../../../src/adapters/site-screening/geo/position.ts';
import { readOutlines } from '../../../../src/adapters/site-screening/geo/read-outlines.ts';
import { measureAreas } from '../../../../src/adapters/site-screening/screening/measure-areas.ts';
import type { SettlementInReach } from '../../../../src/adapters/site-screening/screening/settlements-in-reach.ts';

/** Two countries side by side: West from -1° to 0°, East from 0° to 1°, both from -1° to 1° north. */
const outlines = readOutlines({
  type: 'Topology',
  arcs: [
    [
      [0, -1],
      [0, 1],
    ],
    [
      [0, 1],
      [-1, 1],
      [-1, -1],
      [0, -1],
    ],
    [
      [0, -1],
      [1, -1],
      [1, 1],
      [0, 1],
    ],
  ],
  objects: {
    countries: {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', arcs: [[0, 1]], properties: { name: 'West' } },
        { type: 'Polygon', arcs: [[2, -1]], properties: { name: 'East' } },
      ],
    },
  },
});

function measure(centre: Position, radiusKm: number, settlements: readonly SettlementInReach[] = [], land = outlines) {
  const plane = new LocalPlane(centre);
  return measureAreas(land, plane, outlinesAround(land, plane, radiusKm), settlements, radiusKm);
}

function village(position: Position, radiusKm: number): SettlementInReach {
  const zone = { builtUpRadiusKm: 0, setbackKm: radiusKm, radiusKm };
  return { name: 'Village', position, population: undefined, distanceKm: 0, zone };
}

const circle = (radiusKm: number) => Math.PI * radiusKm ** 2;

describe('measureAreas', () => {
  test('the whole circle is land, or sea', () => {
    expect(measure({ lat: 0.5, lng: 0.5 }, 10)).toMatchObject({
      circleKm2: expect.closeTo(circle(10), 1) as number,
      landKm2: expect.closeTo(circle(10), 1) as number,
      countries: [{ name: 'East' }],
    });
    expect(measure({ lat: 5, lng: 5 }, 10)).toMatchObject({ landKm2: 0, leftKm2: 0, countries: [] });
  });

  test.each([
    ['west', { lat: 0.3, lng: -1 }],
    ['east', { lat: 0.3, lng: 1 }],
    ['north', { lat: 1, lng: 0.5 }],
    ['south', { lat: -1, lng: 0.5 }],
  ])('half of it is land on the %s coast', (_, centre) => {
    const { landKm2, circleKm2 } = measure(centre, 20);
    expect(landKm2 / circleKm2).toBeCloseTo(0.5, 2);
  });

  test('a quarter of it is land at a corner', () => {
    const { landKm2, circleKm2 } = measure({ lat: 1, lng: 1 }, 20);
    expect(landKm2 / circleKm2).toBeCloseTo(0.25, 2);
  });

  test('beyond the pole lies the land of the opposite meridian', () => {
    const halfCap = readOutlines({
      type: 'Topology',
      arcs: [
        [
          [-90, 90],
          [-90, 89],
          [0, 89],
          [90, 89],
          [90, 90],
          [0, 90],
          [-90, 90],
        ],
      ],
      objects: {
        countries: {
          type: 'GeometryCollection',
          geometries: [{ type: 'Polygon', arcs: [[0]], properties: { name: 'Half a cap' } }],
        },
      },
    });
    const { landKm2 } = measure({ lat: 89.95, lng: 180 }, 20, [], halfCap);
    const toPole = 5.56;
    const segment = 20 ** 2 * Math.acos(toPole / 20) - toPole * Math.sqrt(20 ** 2 - toPole ** 2);
    expect(landKm2 / segment).toBeCloseTo(1, 1.5);
  });

  test('a border divides it', () => {
    const { countries, landKm2 } = measure({ lat: 0.2, lng: 0.02 }, 20);
    expect(countries.map(({ name }) => name)).toEqual(['East', 'West']);
    expect(countries.reduce((sum, part) => sum + part.landKm2, 0)).toBeCloseTo(landKm2, 6);
  });

  test('a zone is taken off once, however many overlap', () => {
    const here = { lat: 0.5, lng: 0.5 };
    const apart = { lat: 0.5, lng: 0.45 };
    const left = (settlements: SettlementInReach[]) => measure(here, 10, settlements).leftKm2;
    expect(left([village(here, 2)])).toBeCloseTo(circle(10) - circle(2), 0);
    expect(left([village(here, 2), village(here, 2), village(here, 1)])).toBeCloseTo(circle(10) - circle(2), 0);
    expect(left([village(here, 2), village(apart, 2)])).toBeCloseTo(circle(10) - 2 * circle(2), 0);
    expect(left([village(here, 11)])).toBe(0);
  });

  test('a zone at sea takes nothing off the land', () => {
    const sea = { lat: 0.5, lng: 1.1 };
    const { landKm2, leftKm2 } = measure({ lat: 0.5, lng: 1 }, 20, [village(sea, 5)]);
    expect(leftKm2).toBe(landKm2);
  });
});
