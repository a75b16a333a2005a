import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { formatPosition } from '../format.ts';
import type { Position } from '../geo/position.ts';
import type { Screening } from '../screening/screening.ts';
import type { SettlementInReach } from '../screening/settlements-in-reach.ts';
import { ATTRIBUTION } from './attribution.ts';
import { circleBounds } from './circle-bounds.ts';
import { circleGeometry } from './circle-geometry.ts';
import { lineGeometry } from './line-geometry.ts';
import { roundTo } from './round-to.ts';

/** So many settlements and setback zones at most are drawn, the most populous first. All of them are measured. */
export const MOST_DRAWN = 60;

/**
 * Each feature says what it is in its `kind`: `study-area` (with a `bbox` to frame the map by, since setback zones
 * reach out of it), `setback`, `coast`, `border`, `settlement` or `site`, in the order in which they are painted.
 */
export function drawMap(screening: Screening): FeatureCollection & { readonly attribution: string } {
  const { site, settlements } = screening;
  const drawn = settlements.toSorted((a, b) => (b.population ?? 0) - (a.population ?? 0)).slice(0, MOST_DRAWN);
  const features = [
    studyArea(screening),
    ...drawn.map(setback),
    ...outlines(screening),
    ...drawn.map(settlement),
    feature('site', point(site.position), { label: formatPosition(site.position), country: screening.country ?? null }),
  ];
  return { type: 'FeatureCollection', features, attribution: ATTRIBUTION.map(({ notice }) => notice).join(' ') };
}

function feature(kind: string, geometry: Geometry, properties: Record<string, unknown>): Feature {
  return { type: 'Feature', geometry, properties: { kind, ...properties } };
}

function point({ lat, lng }: Position): Geometry {
  return { type: 'Point', coordinates: [roundTo(lng, 5), roundTo(lat, 5)] };
}

function studyArea({ site: { position, radiusKm }, areas }: Screening): Feature {
  const geometry = circleGeometry(position, radiusKm, 96);
  const properties = { radiusKm, areaKm2: roundTo(areas.circleKm2, 2) };
  return { ...feature('study-area', geometry, properties), bbox: circleBounds(position, radiusKm) };
}

function setback({ name, position, zone }: SettlementInReach): Feature {
  return feature('setback', circleGeometry(position, zone.radiusKm, 32), {
    settlement: name,
    radiusKm: roundTo(zone.radiusKm, 2),
    builtUpRadiusKm: roundTo(zone.builtUpRadiusKm, 2),
    setbackKm: zone.setbackKm,
  });
}

function settlement({ name, position, population, distanceKm, zone }: SettlementInReach): Feature {
  return feature('settlement', point(position), {
    name,
    population: population ?? null,
    distanceKm: roundTo(distanceKm, 2),
    setbackRadiusKm: roundTo(zone.radiusKm, 2),
  });
}

function outlines({ plane, lines, site }: Screening): Feature[] {
  const of = (kind: 'coast' | 'border') => {
    const chosen = lines.filter(({ b }) => (b === 0) === (kind === 'coast')).map(({ points }) => points);
    const geometry = lineGeometry(plane, chosen, site.radiusKm);
    return geometry.coordinates.length === 0 ? [] : [feature(kind, geometry, {})];
  };
  return [...of('coast'), ...of('border')];
}
