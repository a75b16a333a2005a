import type { ErrorCode } from '../../domain/error-code.ts';
import type { MeasureName } from '../measures.ts';

/** What belongs to figures: `code` divides them into series of their own; the others are to search by. */
export interface MeasuredFacts {
  /** Why it failed. */
  readonly code?: ErrorCode | undefined;
  readonly requestId?: string | undefined;
  readonly traceId?: string | undefined;
  readonly messageId?: string | undefined;
}

export type Figures = Readonly<Partial<Record<MeasureName, number>>>;

/** Figures about the work, for whoever operates it. Those of one call belong together. Recording never throws. */
export interface Metrics {
  record(figures: Figures, facts?: MeasuredFacts): void;
}
