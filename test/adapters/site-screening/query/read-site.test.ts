import fc from 'fast-check';
import { readSite } from '../../../../src/adapters/site-screening/query/read-site.ts';

const site = (lat: number, lng: number, radiusKm = 5) => ({
  kind: 'site',
  site: { position: { lat, lng }, radiusKm },
});

describe('readSite', () => {
  test.each([
    ['Analyze terrain at 40.7128, -74.0060', 40.7128, -74.006],
    ['40.7128,-74.0060', 40.7128, -74.006],
    ['40.7128 -74.0060', 40.7128, -74.006],
    ['Analyze terrain at (40.7128, -74.0060).', 40.7128, -74.006],
    ['40.7128N 74.0060W', 40.7128, -74.006],
    ['40.7128° N, 74.0060° W', 40.7128, -74.006],
    ['40.7128 degrees north and 74.006 degrees west', 40.7128, -74.006],
    ['N 40.7128 W 74.0060', 40.7128, -74.006],
    ['N40.7128, W74.0060', 40.7128, -74.006],
    ['74.0060W 40.7128N', 40.7128, -74.006],
    ['40.7128° N, -74.0060° W', 40.7128, -74.006],
    ['33.9 s 18.4 e', -33.9, 18.4],
    ['lat 40.7128 lon -74.006', 40.7128, -74.006],
    ['longitude: -74 latitude: 40.7', 40.7, -74],
    ['lat=40.7128&lng=-74.006', 40.7128, -74.006],
    ['{"lat": 40.7128, "lng": -74.006}', 40.7128, -74.006],
    ['latitude of 40.7° N, longitude of 74° W', 40.7, -74],
    ['lat/lon 40.7, -74', 40.7, -74],
    ['lon, lat: -74, 40.7', 40.7, -74],
    ['40.7128, \u221274.0060', 40.7128, -74.006],
    ['\u221240.5, \u201374.25', -40.5, -74.25],
    ['at +.5, -.25', 0.5, -0.25],
    ['90, 180', 90, 180],
    ['3 turbines of 200 m each, 2 km from the road, at 55.47, 8.45', 55.47, 8.45],
    ['40.7, -74 (that is: 40.7, -74)', 40.7, -74],
  ])('finds the place in %j', (query, lat, lng) => {
    expect(readSite({ query })).toEqual(site(lat, lng));
  });

  test.each([
    ['within 5km of 40.7, -74', 5],
    ['40.7, -74 within 12.5 km', 12.5],
    ['radius 10 km around 40.7, -74', 10],
    ['10 km radius at 40.7, -74', 10],
    ['a 10-km circle at 40.7, -74', 10],
    ['40.7, -74, radius: 10', 10],
    ['radius 10, 40.7, -74', 10],
    ['40.7, -74 10km', 10],
    ['40.7N 74W, 10 kilometres', 10],
    ['within a radius of 2500 m of lat 40.7 lon -74', 2.5],
    ['lat 40.7 lon -74 within 10 miles', 16.09344],
    ['within 10 km (radius 10 km) of 40.7, -74', 10],
  ])('reads the radius of %j, and takes it for no coordinate', (query, radiusKm) => {
    const reading = readSite({ query });
    expect(reading).toEqual(site(40.7, -74, expect.closeTo(radiusKm, 9) as number));
  });

  test.each([
    '',
    'Analyze terrain',
    'Analyze terrain at 40.7128',
    'Where is the wind best?',
    'within 5 km',
    'lat 40.7',
    '40.7N 41.7N',
    '40.7, 74 W, 12',
    '47,5 8,5',
    `40°42'46"N 74°0'22"W`,
    "40°42' 74°0'",
    '-40.7 N, 74 W',
    'call me on 2024-05-06 between 10-20',
    'release 1.2.3',
    'sites 10-20',
  ])('finds no place in %j', (query) => {
    expect(readSite({ query })).toEqual({ kind: 'not-understood' });
  });

  test.each([
    ['91, 100', ['Latitude 91 is out of range: it goes from -90 to 90.']],
    ['10, -180.5', ['Longitude -180.5 is out of range: it goes from -180 to 180.']],
    ['lat 10 lon 20 radius 51 km', ['A radius of 51 km is out of range: it goes from 1 to 50 km.']],
    ['10, 20 within 900 m', ['A radius of 0.9 km is out of range: it goes from 1 to 50 km.']],
    ['10, 20 or 30, 40', ['The query names more than one place; one at a time, please.']],
    ['10, 20 within 5 km, radius 6 km', ['The query gives more than one radius; which one is it?']],
  ])('refuses %j', (query, problems) => {
    expect(readSite({ query })).toEqual({ kind: 'refused', problems });
  });

  test('tells how to give the longitude first', () => {
    const reading = readSite({ query: '139.69, 35.68' });
    expect(reading).toMatchObject({ kind: 'refused' });
    expect(JSON.stringify(reading)).toContain('lat 35.68 lon 139.69');
  });

  test('reads back any place and radius, however they are written', () => {
    const degrees = (limit: number) =>
      fc.integer({ min: -limit * 10_000, max: limit * 10_000 }).map((value) => value / 10_000);
    const styles = [
      (lat: string, lng: string) => `Analyze terrain at ${lat}, ${lng}`,
      (lat: string, lng: string) => `lat ${lat} lon ${lng}`,
      (lat: string, lng: string) => `longitude=${lng}; latitude=${lat}`,
      (lat: string, lng: string) => `${lat.replace('-', '\u2212')} ${lng.replace('-', '\u2212')}`,
      (lat: string, lng: string) => `at ${letter(lat, 'N', 'S')}, ${letter(lng, 'E', 'W')}`,
      (lat: string, lng: string) => `${letter(lng, '° E', '° W')} / ${letter(lat, '° N', '° S')}`.replace('/', ','),
    ];
    fc.assert(
      fc.property(degrees(90), degrees(180), fc.integer({ min: 1, max: 50 }), fc.nat(1), (lat, lng, radius, order) => {
        for (const style of styles) {
          const place = style(lat.toFixed(4), lng.toFixed(4));
          const query = order === 0 ? `${place} within ${radius} km` : `within ${radius}km of ${place}`;
          expect([query, readSite({ query })]).toEqual([
            query,
            site(expect.closeTo(lat, 9) as number, expect.closeTo(lng, 9) as number, radius),
          ]);
        }
      }),
    );
  });

  test.each([
    '1',
    '-',
    ' ',
    '1 ',
    '1 km ',
    '1,1 ',
    'lat ',
    'lat 1 ',
    '1° ',
    '1.',
    'N1',
    'n',
    '" 1 ',
    'within 1 km ',
    '\u2212',
  ])('copes with 100 KB of %j', (part) => {
    const query = part.repeat(100_000 / part.length);
    expect(['not-understood', 'refused']).toContain(readSite({ query }).kind);
    expect(['not-understood', 'refused', 'site']).toContain(readSite({ query: `${query} at 40.7, -74.1` }).kind);
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (query) => void readSite({ query })));
  });
});

describe('readSite with a context', () => {
  const context = { coordinates: { lat: 55.47, lng: 8.45 }, radiusKm: 10, region: 'north' };

  test('takes from it what the query leaves out', () => {
    expect(readSite({ query: 'Screen this place', context })).toEqual(site(55.47, 8.45, 10));
    expect(readSite({ query: 'Screen 40.7, -74', context })).toEqual(site(40.7, -74, 10));
    expect(readSite({ query: 'Screen this place within 20 km', context })).toEqual(site(55.47, 8.45, 20));
    expect(readSite({ query: 'Screen 40.7, -74', context: { coordinates: null } })).toEqual(site(40.7, -74));
  });

  test.each([
    [{ coordinates: 'here' }, ['context.coordinates must be {lat, lng}, both numbers.']],
    [{ coordinates: { lat: 1, lng: NaN } }, ['context.coordinates must be {lat, lng}, both numbers.']],
    [{ ...context, radiusKm: '5' }, ['context.radiusKm must be a number.']],
    [{ coordinates: { lat: 95, lng: 100 } }, ['Latitude 95 is out of range: it goes from -90 to 90.']],
  ])('names what is wrong with %j', (bad, problems) => {
    expect(readSite({ query: 'Screen this place', context: bad })).toEqual({ kind: 'refused', problems });
  });
});

function letter(degrees: string, positive: string, negative: string): string {
  return degrees.startsWith('-') ? `${degrees.slice(1)}${negative}` : `${degrees}${positive}`;
}
