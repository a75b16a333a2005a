import { injectable } from 'inversify';
import type { Metrics } from '../../application/ports/metrics.ts';

/** For where nobody reads figures. */
@injectable()
export class NoMetrics implements Metrics {
  record(): void {
    // nothing is kept
  }
}
