import type { Samples } from './cold-starts.ts';
import { SLOW_MS } from './sample-responses.ts';
import { median } from './statistics.ts';
import type { Row } from './table.ts';
import type { WarmSamples } from './warm-deliveries.ts';

type Cold = Record<
  | 'empty'
  | ('bare' | 'bareTrimmed' | 'bareCached' | 'bareAsking' | 'bareSlow')
  | ('sync' | 'syncRefused' | 'syncSiteScreening' | 'syncInProcess' | 'syncCached')
  | ('async' | 'asyncInProcess' | 'asyncCached' | 'asyncSlow'),
  Samples
>;
type Warm = Record<'bare' | 'ours' | 'oursOverHttp', WarmSamples>;

/** First what has an aim, then what helps to understand it. */
export function rows({ bare, bareTrimmed, empty, ...cold }: Cold, warm: Warm): readonly Row[] {
  const without = (samples: Samples) => withoutStart(samples, empty);
  return [
    wall('sync: cold start', cold.sync, bare, 0.5),
    wall('async: cold start to the delivered message', cold.async, bare, 0.9),
    wall(`async, ${SLOW_MS} ms of the orchestrator's, less those`, around(cold.asyncSlow), bare, 0.9),
    wall('sync; baseline asks the orchestrator too, and writes', cold.sync, cold.bareAsking, 0.5),
    wall('async; baseline asks the orchestrator too', cold.async, cold.bareAsking, 0.9),
    wall(
      `async, ${SLOW_MS} ms of the orchestrator's, less those; baseline asks it too`,
      around(cold.asyncSlow),
      around(cold.bareSlow),
      0.9,
    ),
    memory('async: peak memory of a cold start', cold.async, bare, 1.1),
    cpu('warm: CPU per message', warm.ours, warm.bare, 1.15),
    memory('warm: peak memory', warm.ours, warm.bare, 1.1),
    wall('an empty Node process', empty, bare),
    wall('sync: less an empty process', without(cold.sync), without(bare)),
    wall('async: less an empty process', without(cold.async), without(bare)),
    cpu('sync: CPU of a cold start', cold.sync, bare),
    cpu('async: CPU of a cold start', cold.async, bare),
    memory('sync: peak memory of a cold start', cold.sync, bare),
    wall('sync, refused before an orchestrator is asked', cold.syncRefused, bare),
    wall('sync, orchestrator in the process', cold.syncInProcess, bare),
    wall('async, orchestrator in the process', cold.asyncInProcess, bare),
    wall('sync, by site-screening', cold.syncSiteScreening, bare),
    wall('async; baseline in our way of bundling', cold.async, bareTrimmed),
    wall('sync, with a compile cache', cold.syncCached, bare),
    wall('async, with a compile cache', cold.asyncCached, bare),
    wall('async; both with a compile cache', cold.asyncCached, cold.bareCached),
    cpu('warm: CPU per message, HTTP orchestrator included', warm.oursOverHttp, warm.bare),
  ];
}

/** Lambda starts Node before it loads a function. */
function withoutStart(samples: Samples, empty: Samples): Samples {
  return less(median(empty.wallMs), samples);
}

/** What is loaded while the orchestrator works costs nobody time. */
function around(samples: Samples): Samples {
  return less(SLOW_MS, samples);
}

function less(ms: number, samples: Samples): Samples {
  return { ...samples, wallMs: samples.wallMs.map((wall) => wall - ms) };
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
