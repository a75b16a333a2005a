import type { Samples } from './cold-starts.ts';
import type { Row } from './table.ts';
import type { WarmSamples } from './warm-deliveries.ts';

type Cold = Record<
  'empty' | 'bare' | 'bareTrimmed' | 'bareSlow' | 'sync' | 'syncRefused' | 'syncSiteScreening' | 'async' | 'asyncSlow',
  Samples
>;
type Warm = Record<'bare' | 'ours' | 'oursOverHttp', WarmSamples>;

/** First what has an aim, then what helps to understand it. */
export function rows({ bare, bareTrimmed, ...cold }: Cold, warm: Warm): readonly Row[] {
  return [
    wall('sync: cold start', cold.sync, bare, 0.6),
    wall('async: cold start to the delivered message', cold.async, bare, 1.05),
    memory('async: peak memory of a cold start', cold.async, bare, 1.1),
    cpu('warm: CPU per message', warm.ours, warm.bare, 1.15),
    memory('warm: peak memory', warm.ours, warm.bare, 1.1),
    wall('an empty Node process', cold.empty, bare),
    cpu('sync: CPU of a cold start', cold.sync, bare),
    cpu('async: CPU of a cold start', cold.async, bare),
    memory('sync: peak memory of a cold start', cold.sync, bare),
    wall('sync, refused before an orchestrator is asked', cold.syncRefused, bare),
    wall('sync, by site-screening', cold.syncSiteScreening, bare),
    wall('async; baseline over our trimmed SDK', cold.async, bareTrimmed),
    wall('async, of 250 ms; baseline asks the orchestrator too', cold.asyncSlow, cold.bareSlow),
    cpu('warm: CPU per message, HTTP orchestrator included', warm.oursOverHttp, warm.bare),
  ];
}

function wall(measure: string, ours: Samples, baseline: Samples, aim?: number): Row {
  return row(measure, 'ms', ours.wallMs, baseline.wallMs, aim);
}

function cpu(measure: string, ours: WarmSamples, baseline: WarmSamples, aim?: number): Row {
  return row(measure, 'ms', ours.cpuMs, baseline.cpuMs, aim);
}

function memory(measure: string, ours: WarmSamples, baseline: WarmSamples, aim?: number): Row {
  return row(measure, 'MB', ours.peakMemoryMb, baseline.peakMemoryMb, aim);
}

function row(measure: string, unit: Row['unit'], ours: readonly number[], baseline: readonly number[], aim?: number) {
  return { measure, unit, ours, baseline, aim };
}
