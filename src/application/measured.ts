import type { MeasureName } from './measures.ts';
import type { Figures } from './ports/metrics.ts';

export type Measured = readonly [name: MeasureName, value: number];

/** The figures, without what cannot be recorded: a sink of the user's own may not know the size of what it stored. */
export function measured(figures: Figures): readonly Measured[] {
  return (Object.entries(figures) as [MeasureName, number][]).filter(
    ([, value]) => Number.isFinite(value) && value >= 0,
  );
}
