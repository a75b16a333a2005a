import { formatKm, formatKm2, formatPercent, formatPosition } from '../format.ts';
import type { Effect, RatingLevel } from '../screening/rate-site.ts';
import type { Screening } from '../screening/screening.ts';
import type { SettlementInReach } from '../screening/settlements-in-reach.ts';
import { ATTRIBUTION } from './attribution.ts';
import { UNKNOWN } from './caveats.ts';

export const RATING_LABEL: Record<RatingLevel, string> = {
  promising: 'Promising, as far as the data go',
  possible: 'Possible, with one limit',
  difficult: 'Difficult',
  unsuitable: 'Unsuitable',
  'not-rated': 'Not rated: open sea',
};

const SIGN: Record<Effect, string> = { favourable: '✓', neutral: '·', limiting: '−', excluding: '✕' };

/** The answer in words: the rating, why, the facts behind it, and what nobody knows yet. */
export function describeScreening(screening: Screening): string {
  const { site, rating } = screening;
  return [
    `**${RATING_LABEL[rating.level]}.** A wind farm at ${formatPosition(site.position)}, within ${formatKm(site.radiusKm)}:`,
    rating.reasons.map(({ effect, text }) => `- ${SIGN[effect]} ${text}`).join('\n'),
    [whereSentence(screening), settlementSentence(screening), areaSentence(screening)].join(' '),
    `Unknown, because the data do not say: ${UNKNOWN.join('; ')}. The rating does not cover them.`,
    `Data: ${ATTRIBUTION.map(({ source, licence }) => `${source} (${licence})`).join(', ')}.`,
  ].join('\n\n');
}

function whereSentence({ country, coast }: Screening): string {
  const where = country === undefined ? 'The site is at sea' : `The site is on land (${country})`;
  if (!coast) return `${where}.`;
  const whose = coast.country === undefined || coast.country === country ? '' : ` (${coast.country})`;
  return `${where}; the nearest coast${whose} is ${formatKm(coast.distanceKm)} away.`;
}

function settlementSentence({ settlements, site }: Screening): string {
  const [nearest] = settlements;
  if (!nearest) return 'No settlement is within reach.';
  const inside = settlements.filter(({ distanceKm }) => distanceKm <= site.radiusKm).length;
  const outside = settlements.length - inside;
  const counted = `${inside} ${inside === 1 ? 'settlement lies' : 'settlements lie'} in the circle`;
  const more = outside === 0 ? '' : ` and ${outside} more reach into it with their setback zones`;
  const [largest] = settlements.toSorted((left, right) => (right.population ?? 0) - (left.population ?? 0));
  const named = largest && largest !== nearest ? `; the largest is ${describeSettlement(largest)}` : '';
  return `${counted}${more}; the nearest is ${describeSettlement(nearest)}${named}.`;
}

function describeSettlement({ name, population, distanceKm }: SettlementInReach): string {
  const people = population === undefined ? 'population unknown' : `${population.toLocaleString('en')} inhabitants`;
  return `${name} (${people}, ${formatKm(distanceKm)} away)`;
}

function areaSentence({ areas: { circleKm2, landKm2, leftKm2 } }: Screening): string {
  if (landKm2 === 0) return `All of the ${formatKm2(circleKm2)} are sea.`;
  return `Of ${formatKm2(circleKm2)}, ${formatKm2(landKm2)} are land and ${formatKm2(leftKm2)} (${formatPercent(leftKm2 / circleKm2)}) are left outside of setback zones.`;
}
