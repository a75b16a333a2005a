import { injectable, type ServiceIdentifier } from 'inversify';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { measured } from '../../application/measured.ts';
import { MEASURES, type Measure, type MeasureName } from '../../application/measures.ts';
import type { Figures, MeasuredFacts, Metrics } from '../../application/ports/metrics.ts';
import { prometheusName } from './prometheus-name.ts';

export const PROMETHEUS_METRICS = Symbol.for('PrometheusMetrics') as ServiceIdentifier<PrometheusMetrics>;

/** The upper bounds of the histograms, by unit: seconds, bytes. */
const BUCKETS = {
  Milliseconds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900],
  Bytes: [1_000, 4_000, 16_000, 64_000, 128_000, 256_000, 409_600],
};

/** What comes into the series of a measure. */
type Put = (value: number, facts: MeasuredFacts) => void;

/** Figures since the process began, and those of the process itself, for Prometheus to fetch. */
@injectable()
export class PrometheusMetrics implements Metrics {
  private readonly registry = new Registry();
  private readonly series = new Map<string, Put>();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    for (const name of Object.keys(MEASURES) as MeasureName[]) this.series.set(name, this.seriesOf(name));
  }

  record(figures: Figures, facts: MeasuredFacts = {}): void {
    for (const [name, value] of measured(figures)) this.series.get(name)?.(value, facts);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** Everything, in the text format of Prometheus. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  private seriesOf(measure: MeasureName): Put {
    const { unit, meaning, byCode }: Measure = MEASURES[measure];
    const described = { name: prometheusName(measure), help: meaning, registers: [this.registry] };
    if (unit === 'Count') {
      const counter = new Counter({ ...described, labelNames: byCode ? ['code'] : [] });
      return (value, { code }) => {
        counter.inc(byCode && code !== undefined ? { code } : {}, value);
      };
    }
    const histogram = new Histogram({ ...described, buckets: BUCKETS[unit] });
    return (value) => {
      histogram.observe(unit === 'Milliseconds' ? value / 1_000 : value);
    };
  }
}
