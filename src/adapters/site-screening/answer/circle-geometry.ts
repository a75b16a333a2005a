import { geoCircle, geoEquirectangular, geoStream, type GeoStream } from 'd3-geo';
import type { MultiPolygon, Polygon, Position as GeoJsonPosition } from 'geojson';
import type { Position } from '../geo/position.ts';
import { EARTH_RADIUS_KM } from '../geo/sphere.ts';
import { roundTo } from './round-to.ts';

/**
 * A circle on the globe as RFC 7946 has it: counterclockwise, cut in two where it crosses the antimeridian, and closed
 * along the edge of the map where it holds a pole.
 */
export function circleGeometry({ lat, lng }: Position, radiusKm: number, corners: number): Polygon | MultiPolygon {
  const circle = geoCircle()
    .center([lng, lat])
    .radius((radiusKm / EARTH_RADIUS_KM / Math.PI) * 180)
    .precision(360 / corners)();
  const rings: GeoJsonPosition[][] = [];
  // An equirectangular projection at one unit per degree changes nothing but cuts at the antimeridian.
  const plate = geoEquirectangular()
    .scale(180 / Math.PI)
    .translate([0, 0])
    .reflectY(true)
    .precision(0);
  geoStream(circle, plate.stream(ringCollector(rings)));
  const polygons = rings.map((ring) => [counterclockwise(ring)]);
  const [only] = polygons;
  return only && polygons.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons };
}

function ringCollector(rings: GeoJsonPosition[][]): GeoStream {
  let ring: GeoJsonPosition[] = [];
  const nothing = () => undefined;
  return {
    point: (x, y) => ring.push([roundTo(x, 4), roundTo(y, 4)]),
    lineStart: () => (ring = []),
    lineEnd: () => {
      const [start, last] = [ring[0], ring.at(-1)];
      if (start && last && (start[0] !== last[0] || start[1] !== last[1])) ring.push([...start]);
      if (ring.length >= 4) rings.push(ring);
    },
    polygonStart: nothing,
    polygonEnd: nothing,
  };
}

function counterclockwise(ring: GeoJsonPosition[]): GeoJsonPosition[] {
  const twiceArea = ring.reduce((sum, [x = 0, y = 0], index) => {
    const [nextX = 0, nextY = 0] = ring[index + 1] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return twiceArea < 0 ? ring.toReversed() : ring;
}
