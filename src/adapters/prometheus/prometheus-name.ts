import { MEASURES, type MeasureName } from '../../application/measures.ts';

const SUFFIX = { Count: 'total', Milliseconds: 'seconds', Bytes: 'bytes' };

/** `WriteLatency` → `chat_courier_write_latency_seconds`: base units, as Prometheus has them. */
export function prometheusName(measure: MeasureName): string {
  const words = measure.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
  return `chat_courier_${words}_${SUFFIX[MEASURES[measure].unit]}`;
}
