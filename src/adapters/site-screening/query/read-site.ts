import type { OrchestratorRequest } from '../../../domain/orchestrator-request.ts';
import { DEFAULT_RADIUS_KM, RADIUS_KM, type Site } from '../screening/site.ts';
import { findCoordinates } from './find-coordinates.ts';
import { findRadius } from './find-radius.ts';
import { readContext } from './read-context.ts';
import { tokenize } from './tokenize.ts';

/** `refused`: the query says where, but not in a way that can be screened; `problems` are sentences for the user. */
export type SiteReading =
  | { readonly kind: 'site'; readonly site: Site }
  | { readonly kind: 'refused'; readonly problems: readonly string[] }
  | { readonly kind: 'not-understood' };

/** What the query says comes first; `context` fills in what it leaves out. */
export function readSite({ query, context }: Pick<OrchestratorRequest, 'query' | 'context'>): SiteReading {
  const { radiiKm, rest } = findRadius(tokenize(query));
  const positions = findCoordinates(rest);
  if (new Set(positions.map(({ lat, lng }) => `${lat} ${lng}`)).size > 1)
    return refused('The query names more than one place; one at a time, please.');
  if (new Set(radiiKm).size > 1) return refused('The query gives more than one radius; which one is it?');
  const given = readContext(context);
  if (given.problems.length > 0) return refused(...given.problems);
  const position = positions[0] ?? given.position;
  if (!position) return { kind: 'not-understood' };
  const site = { position, radiusKm: radiiKm[0] ?? given.radiusKm ?? DEFAULT_RADIUS_KM };
  const problems = problemsOf(site);
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'site', site };
}

function refused(...problems: readonly string[]): SiteReading {
  return { kind: 'refused', problems };
}

function problemsOf({ position: { lat, lng }, radiusKm }: Site): string[] {
  const swappedWouldFit = Math.abs(lat) > 90 && Math.abs(lat) <= 180 && Math.abs(lng) <= 90;
  return [
    Math.abs(lat) > 90 && `Latitude ${lat} is out of range: it goes from -90 to 90.`,
    swappedWouldFit && `If the longitude comes first, say so: "lat ${lng} lon ${lat}".`,
    Math.abs(lng) > 180 && `Longitude ${lng} is out of range: it goes from -180 to 180.`,
    (radiusKm < RADIUS_KM.min || radiusKm > RADIUS_KM.max) &&
      `A radius of ${Number(radiusKm.toPrecision(4))} km is out of range: it goes from ${RADIUS_KM.min} to ${RADIUS_KM.max} km.`,
  ].filter((problem) => problem !== false);
}
