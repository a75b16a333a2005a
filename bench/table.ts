import { median } from './statistics.ts';

export interface Row {
  readonly measure: string;
  readonly unit: 'ms' | 'MB';
  readonly ours: readonly number[];
  readonly baseline: readonly number[];
  /** The most that ours may be, as a share of the baseline. */
  readonly aim: number | undefined;
}

const HEAD = ['measure', 'ours', 'baseline', 'ratio', 'aim', ''];

/** Medians, with the minimum in brackets; the ratio is that of the medians. */
export function table(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) => row.map((cell, column) => padded(cell, widths[column] ?? 0, column)).join('  '));
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [lines[0], rule, ...lines.slice(1)].map((line) => line?.trimEnd()).join('\n');
}

function cellsOf({ measure, unit, ours, baseline, aim }: Row): string[] {
  const ratio = median(ours) / median(baseline);
  const verdict = aim === undefined ? ['', ''] : [aim.toFixed(2), ratio <= aim ? 'reached' : 'missed'];
  return [measure, figure(ours, unit), figure(baseline, unit), ratio.toFixed(2), ...verdict];
}

function figure(values: readonly number[], unit: string): string {
  const digits = median(values) < 10 ? 3 : 1;
  return `${median(values).toFixed(digits)} ${unit} (${Math.min(...values).toFixed(digits)})`;
}

function padded(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
