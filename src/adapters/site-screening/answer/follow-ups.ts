import { RADIUS_KM, type Site } from '../screening/site.ts';

export interface FollowUp {
  readonly label: string;
  readonly query: string;
}

/** The same place, wider and narrower, as far as the radius may go. */
export function followUps({ position: { lat, lng }, radiusKm }: Site): FollowUp[] {
  const wider = Math.min(RADIUS_KM.max, radiusKm * 2);
  const narrower = Math.max(RADIUS_KM.min, radiusKm / 2);
  const at = (radius: number) => `Analyze terrain at lat ${plain(lat)} lon ${plain(lng)} within ${plain(radius)} km`;
  return [
    ...(wider > radiusKm ? [{ label: `Widen to ${plain(wider)} km`, query: at(wider) }] : []),
    ...(narrower < radiusKm ? [{ label: `Narrow to ${plain(narrower)} km`, query: at(narrower) }] : []),
  ];
}

/** Without an exponent, which a query would not be understood with. */
function plain(value: number): string {
  return value.toFixed(6).replace(/\.?0+$/, '');
}
