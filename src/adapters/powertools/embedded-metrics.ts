import { Metrics as Powertools } from '@aws-lambda-powertools/metrics';
import { inject, injectable, type ServiceIdentifier } from 'inversify';
import { measured, type Measured } from '../../application/measured.ts';
import { MEASURES } from '../../application/measures.ts';
import type { Figures, MeasuredFacts, Metrics } from '../../application/ports/metrics.ts';

export interface EmbeddedMetricsOptions {
  readonly namespace: string;
  /** The value of the dimension `service`: what the functions of one deployment have in common. */
  readonly service: string;
}

/** Where the log goes. What it was given is written, or the process waits: nothing is left for later. */
export interface LogOutput {
  write(line: string): void;
}

export const EMBEDDED_METRICS_OPTIONS = Symbol.for(
  'EmbeddedMetricsOptions',
) as ServiceIdentifier<EmbeddedMetricsOptions>;
export const LOG_OUTPUT = Symbol.for('LogOutput') as ServiceIdentifier<LogOutput>;

/**
 * Figures as lines of the log, from which CloudWatch makes metrics: its embedded metric format. Each line is written at once,
 * so that none is lost when the process is frozen or ends. What is measured by code is in the series of the service, and in
 * that of the code; beside other figures the code is a fact to search by.
 */
@injectable()
export class EmbeddedMetrics implements Metrics {
  private readonly lines: Lines;

  constructor(
    @inject(EMBEDDED_METRICS_OPTIONS) { namespace, service }: EmbeddedMetricsOptions,
    @inject(LOG_OUTPUT) private readonly output: LogOutput,
  ) {
    this.lines = new Lines({ namespace, serviceName: service });
  }

  record(figures: Figures, { code, ...facts }: MeasuredFacts = {}): void {
    const all = measured(figures);
    const isDivided = ([name]: Measured) => code !== undefined && 'byCode' in MEASURES[name];
    this.write(
      all.filter((figure) => !isDivided(figure)),
      { ...facts, code },
    );
    this.write(all.filter(isDivided), facts, code);
  }

  private write(figures: readonly Measured[], facts: MeasuredFacts, dividedBy?: string): void {
    if (figures.length === 0) return;
    for (const [name, value] of figures) this.lines.addMetric(name, MEASURES[name].unit, value);
    for (const [name, value] of Object.entries<string | undefined>({ ...facts })) {
      if (value !== undefined) this.lines.addMetadata(name, value);
    }
    if (dividedBy !== undefined) this.lines.addDimensions({}).addDimensions({ code: dividedBy });
    const line = this.lines.take();
    if (line !== undefined) this.output.write(`${line}\n`);
  }
}

/** Powertools would write through `process.stdout`, which keeps lines for later where the reader is slow. */
class Lines extends Powertools {
  /** The line of what was added; undefined where metrics are turned off. */
  take(): string | undefined {
    const line = this.isDisabled() ? undefined : JSON.stringify(this.serializeMetrics());
    this.clearMetrics();
    this.clearDimensions();
    this.clearMetadata();
    return line;
  }
}
