import { formatKm, formatKm2, formatPercent } from './format.ts';
import { countryOnMeridian } from './geo/country-on-meridian.ts';
import type { GeoDataSource } from './geo/geo-data.ts';
import { LocalPlane } from './geo/local-plane.ts';
import { nearestCoast } from './geo/nearest-coast.ts';
import { outlinesAround } from './geo/outlines-around.ts';
import { measureAreas } from './screening/measure-areas.ts';
import { rateSite } from './screening/rate-site.ts';
import type { Screening } from './screening/screening.ts';
import { settlementsInReach } from './screening/settlements-in-reach.ts';
import type { Site } from './screening/site.ts';
import type { StepRecorder } from './step-recorder.ts';

/** Screens a site, step by step. */
export async function screenSite(recorder: StepRecorder, source: GeoDataSource, site: Site): Promise<Screening> {
  const { position, radiusKm } = site;
  const data = await recorder.run({
    action: 'Open the geographic data',
    reasoning: 'Coasts and countries come from Natural Earth, settlements from GeoNames.',
    work: () => source.load(),
    tell: ({ outlines, settlements }) =>
      `${outlines.countries.length} countries and ${settlements.lat.length.toLocaleString('en')} settlements at hand.`,
  });
  const name = (country: number) => data.outlines.countries[country - 1];
  const country = await recorder.run({
    action: 'Find out whether the site is on land, and whose',
    reasoning: 'Turbines on land and at sea are different projects, and a country means a set of rules.',
    work: () => name(countryOnMeridian(data.outlines, position.lng)(position.lat)),
    tell: (found) => (found === undefined ? 'At sea.' : `On land: ${found}.`),
  });
  const coast = await recorder.run({
    action: 'Measure the distance to the coast',
    reasoning:
      'Near the shore the generalised coastline decides little; far from it, a site is surely inland or at sea.',
    work: () => {
      const found = nearestCoast(data.outlines, position);
      return found && { distanceKm: found.distanceKm, position: found.position, country: name(found.country) };
    },
    tell: (found) =>
      found ? `${formatKm(found.distanceKm)}, in ${found.country ?? 'no country'}.` : 'The data have no coast.',
  });
  const settlements = await recorder.run({
    action: 'Look for settlements within reach',
    reasoning: 'People live with the noise and the shadow of turbines; larger places need more distance.',
    work: () => settlementsInReach(data.settlements, site),
    tell: (found) =>
      found.length === 0
        ? 'None.'
        : `${found.length}; the nearest is ${found[0]?.name ?? ''}, ${formatKm(found[0]?.distanceKm ?? 0)} away.`,
  });
  const { plane, lines, areas } = await recorder.run({
    action: 'Measure the area left after exclusion',
    reasoning: 'What is neither sea nor inside a setback zone is left. Overlapping zones count once.',
    work: () => {
      const plane = new LocalPlane(position);
      const lines = outlinesAround(data.outlines, plane, radiusKm);
      return { plane, lines, areas: measureAreas(data.outlines, plane, lines, settlements, radiusKm) };
    },
    tell: ({ areas: { circleKm2, landKm2, leftKm2 } }) =>
      `${formatPercent(landKm2 / circleKm2)} of ${formatKm2(circleKm2)} is land; ${formatKm2(leftKm2)} are left.`,
  });
  const findings = { site, country, coast, settlements, areas };
  const rating = await recorder.run({
    action: 'Rate the site',
    reasoning: 'The rating counts what speaks against the site, among the things that the data know.',
    work: () => rateSite(findings),
    tell: ({ level, reasons }) => `${level}: ${reasons.map(({ text }) => text).join(' ')}`,
  });
  return { ...findings, rating, plane, lines };
}
