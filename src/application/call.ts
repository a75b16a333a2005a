import type { Logger } from './ports/logger.ts';
import type { Metrics } from './ports/metrics.ts';

/** What a call is known by, in logs, metrics and messages. */
export interface Call {
  /** The same on every try of one event. */
  readonly requestId: string;
  /** The trace that the call belongs to, as X-Ray names it: `1-<8 hex digits>-<24 hex digits>`. */
  readonly traceId?: string | undefined;
}

interface Telling {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

const ROOT = /(?:^|;)\s*Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/;

/** The trace that an X-Ray header names: `Root=1-…;Parent=…;Sampled=…`. */
export function traceIdIn(header: string | undefined): string | undefined {
  return ROOT.exec(header ?? '')?.[1];
}

/** The same dependencies, telling of this call: each line and each figure names it. */
export function onBehalfOf<T extends Telling>(deps: T, call: Call): T {
  const { logger, metrics } = deps;
  const facts = factsOf(call);
  return {
    ...deps,
    logger: {
      log: (level, message, fields) => {
        logger.log(level, message, { ...facts, ...fields });
      },
    },
    metrics: {
      record: (figures, more) => {
        metrics.record(figures, { ...facts, ...more });
      },
    },
  };
}

/** What is kept of a call. */
export function factsOf({ requestId, traceId }: Call) {
  return { requestId, ...(traceId !== undefined && { traceId }) };
}

/** Letters. What an orchestrator has put in the place of an id may be anything. */
const LONGEST_ID = 256;

/** What a message says of the call that it answers. */
export function factsIn({ requestId, traceId }: Readonly<Record<string, unknown>>) {
  return { ...(isId(requestId) && { requestId }), ...(isId(traceId) && { traceId }) };
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_ID;
}
