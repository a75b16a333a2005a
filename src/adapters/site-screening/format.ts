import type { Position } from './geo/position.ts';

/** Two significant digits below ten, whole numbers above: no more than the data can tell. */
export function formatKm(km: number): string {
  return `${formatNumber(km)} km`;
}

export function formatKm2(km2: number): string {
  return `${formatNumber(km2)} km²`;
}

export function formatPercent(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 1) return 'less than 1 %';
  if (percent > 99 && percent < 100) return 'more than 99 %';
  return `${Math.round(percent)} %`;
}

export function formatNumber(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 9.95 ? 1 : 0 });
}

/** For people: `40.7128° N, 74.006° W`. */
export function formatPosition({ lat, lng }: Position): string {
  return `${formatDegrees(lat)}° ${lat < 0 ? 'S' : 'N'}, ${formatDegrees(lng)}° ${lng < 0 ? 'W' : 'E'}`;
}

/** Four decimals are eleven metres. */
function formatDegrees(degrees: number): string {
  return String(Number(Math.abs(degrees).toFixed(4)));
}
