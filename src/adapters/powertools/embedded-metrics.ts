import { Metrics as Powertools } from '@aws-lambda-powertools/metrics';
import { inject, injectable, type ServiceIdentifier } from 'inversify';
import { MEASURES, type MeasureName } from '../../application/measures.ts';
import type { Figures, MeasuredFacts, Metrics } from '../../application/ports/metrics.ts';

export interface EmbeddedMetricsOptions {
  readonly namespace: string;
  /** The value of the dimension `service`: what the functions of one deployment have in common. */
  readonly service: string;
}

export const EMBEDDED_METRICS_OPTIONS = Symbol.for(
  'EmbeddedMetricsOptions',
) as ServiceIdentifier<EmbeddedMetricsOptions>;

/**
 * Figures as lines of the log, from which CloudWatch makes metrics: its embedded metric format. Each line is written at once,
 * so that none is lost when the process is frozen or ends. What failed is in the series of the service, and in that of its code.
 */
@injectable()
export class EmbeddedMetrics implements Metrics {
  private readonly lines: Powertools;

  constructor(@inject(EMBEDDED_METRICS_OPTIONS) { namespace, service }: EmbeddedMetricsOptions) {
    this.lines = new Powertools({ namespace, serviceName: service });
  }

  record(figures: Figures, { code, ...facts }: MeasuredFacts = {}): void {
    const measured = Object.entries(figures) as [MeasureName, number][];
    if (measured.length === 0) return;
    for (const [name, value] of measured) this.lines.addMetric(name, MEASURES[name].unit, value);
    for (const [name, value] of Object.entries(facts)) if (value !== undefined) this.lines.addMetadata(name, value);
    if (code !== undefined) this.lines.addDimensions({}).addDimensions({ code });
    this.lines.publishStoredMetrics();
  }
}
