import type { GeometryCollection, Topology } from 'topojson-specification';
import type { CountryNumber, OutlinePiece, Outlines } from './outlines.ts';
import { angleBetween, toVector } from './sphere.ts';

export type CountriesTopology = Topology<{ readonly countries: GeometryCollection<{ readonly name: string }> }>;

const POINTS_PER_PIECE = 32;

/** Takes the countries of `world-atlas` apart into short pieces of outline that know what lies on either side. */
export function readOutlines(topology: CountriesTopology): Outlines {
  const sides = sidesOfArcs(topology);
  const size = topology.arcs.reduce((sum, arc) => sum + arc.length, 0);
  const lat = new Float32Array(size);
  const lng = new Float32Array(size);
  const pieces: OutlinePiece[] = [];
  let next = 0;
  topology.arcs.forEach((arc, index) => {
    const first = next;
    next = decodeArc(topology, arc, lat, lng, first);
    const [a = 0, b = 0] = sides[index] ?? [];
    if (a === b) return;
    for (const { first: start, last } of runsOf(lng, first, next - 1)) {
      const { middle, reach } = capOf(lat, lng, start, last);
      // Spelled out: pieces made by spreading are slow to read, by a factor of twenty over 17,000 of them.
      pieces.push({ first: start, last, a, b, middle, reach });
    }
  });
  return {
    countries: topology.objects.countries.geometries.map(({ properties }) =>
      properties && 'name' in properties ? properties.name : '',
    ),
    lat,
    lng,
    pieces,
  };
}

/** A line that the same country has on both sides is not a border: it cancels out. */
function sidesOfArcs({ arcs, objects }: CountriesTopology): readonly (readonly CountryNumber[])[] {
  const sides = arcs.map(() => new Set<CountryNumber>());
  objects.countries.geometries.forEach((geometry, index) => {
    const polygons =
      geometry.type === 'Polygon' ? [geometry.arcs] : geometry.type === 'MultiPolygon' ? geometry.arcs : [];
    for (const reference of polygons.flat(2)) {
      const side = sides[reference < 0 ? ~reference : reference];
      if (!side?.delete(index + 1)) side?.add(index + 1);
    }
  });
  return sides.map((side) => [...side]);
}

function decodeArc(
  { transform }: CountriesTopology,
  arc: CountriesTopology['arcs'][number],
  lat: Float32Array,
  lng: Float32Array,
  first: number,
): number {
  const { scale, translate } = transform ?? { scale: [1, 1], translate: [0, 0] };
  let x = 0;
  let y = 0;
  arc.forEach((delta, offset) => {
    x = transform ? x + (delta[0] ?? 0) : (delta[0] ?? 0);
    y = transform ? y + (delta[1] ?? 0) : (delta[1] ?? 0);
    lng[first + offset] = x * scale[0] + translate[0];
    lat[first + offset] = y * scale[1] + translate[1];
  });
  return first + arc.length;
}

interface Run {
  readonly first: number;
  readonly last: number;
}

/** Cuts a line into short runs, and leaves out where polygons were cut along the antimeridian: no coast is there. */
function* runsOf(lng: Float32Array, first: number, last: number): Generator<Run> {
  const isCut = (index: number) => Math.abs(lng[index] ?? 0) === 180 && Math.abs(lng[index + 1] ?? 0) === 180;
  let start = first;
  for (let index = first; index < last; index += 1) {
    if (isCut(index)) {
      if (start < index) yield { first: start, last: index };
      start = index + 1;
    } else if (index + 1 - start === POINTS_PER_PIECE || index + 1 === last) {
      yield { first: start, last: index + 1 };
      start = index + 1;
    }
  }
}

function capOf(
  lat: Float32Array,
  lng: Float32Array,
  first: number,
  last: number,
): Pick<OutlinePiece, 'middle' | 'reach'> {
  const at = (index: number) => toVector({ lat: lat[index] ?? 0, lng: lng[index] ?? 0 });
  const middle = at((first + last) >> 1);
  let reach = 0;
  for (let index = first; index <= last; index += 1) reach = Math.max(reach, angleBetween(middle, at(index)));
  return { middle, reach };
}
