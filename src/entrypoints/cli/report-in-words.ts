import type { DeliveryReport } from '../../application/delivery-report.ts';

/** A report as a line of text. */
export function reportInWords({
  delivered,
  alreadyDelivered,
  kept,
  refused,
  failed,
  failures,
}: DeliveryReport): string {
  const codes = Object.entries(failures)
    .map(([code, count]) => `${code}: ${count}`)
    .sort();
  const counts = [
    `${delivered} delivered`,
    `${alreadyDelivered} had been delivered before`,
    `${kept} kept${kept > 0 ? ' (another message stands in their place, say that their job failed)' : ''}`,
    `${refused} refused`,
    `${failed} failed${codes.length > 0 ? ` (${codes.join(', ')})` : ''}`,
  ];
  return `${counts.join(', ')}\n`;
}
