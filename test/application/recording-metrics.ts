import type { MeasureName } from '../../src/application/measures.ts';
import type { Figures, MeasuredFacts, Metrics } from '../../src/application/ports/metrics.ts';

/** Keeps what is measured, for tests. */
export class RecordingMetrics implements Metrics {
  readonly records: { readonly figures: Figures; readonly facts: MeasuredFacts }[] = [];

  record(figures: Figures, facts: MeasuredFacts = {}): void {
    this.records.push({ figures, facts });
  }

  /** The sum of all figures of a measure. */
  sum(name: MeasureName): number {
    return this.records.reduce((sum, { figures }) => sum + (figures[name] ?? 0), 0);
  }
}
