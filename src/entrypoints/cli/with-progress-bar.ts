import { Presets, SingleBar } from 'cli-progress';
import type { DeliveryReport } from '../../application/delivery-report.ts';

/** Shows how far the work is: on stderr, and only where that is a terminal. */
export async function withProgressBar(
  total: number,
  work: (progress: (report: DeliveryReport) => void) => Promise<DeliveryReport>,
): Promise<DeliveryReport> {
  const bar = new SingleBar({ format: '{bar} {value}/{total}  failed: {failed}' }, Presets.shades_classic);
  bar.start(total, 0, { failed: 0 });
  try {
    return await work((report) => {
      bar.update(sum(report), { failed: report.failed });
    });
  } finally {
    bar.stop();
  }
}

function sum({ delivered, alreadyDelivered, kept, refused, failed }: DeliveryReport): number {
  return delivered + alreadyDelivered + kept + refused + failed;
}
