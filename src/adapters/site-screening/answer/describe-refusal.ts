import { DEFAULT_RADIUS_KM, RADIUS_KM } from '../screening/site.ts';

const EXAMPLES = [
  'Analyze terrain at 40.7128, -74.0060',
  'Analyze terrain at 55.47° N, 8.45° E within 10 km',
  'Screen lat 52.52 lon 13.405, radius 20 km',
] as const;

/** Says what is wrong, if that is known, and what would be taken. */
export function describeRefusal(problems: readonly string[]): string {
  const opening =
    problems.length > 0
      ? problems.join(' ')
      : 'I screen places for wind farms and did not find a place in this query. I take coordinates in decimal degrees.';
  return [
    opening,
    `For example:\n${EXAMPLES.map((example) => `- ${example}`).join('\n')}`,
    `The radius may be ${RADIUS_KM.min} to ${RADIUS_KM.max} km; without one it is ${DEFAULT_RADIUS_KM} km.`,
  ].join('\n\n');
}
