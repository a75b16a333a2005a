import { asText } from './as-text.ts';

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/Km2$/, 'km²'],
  [/Km$/, 'km'],
];

/** Numbers by name. Names like `coastDistanceKm` carry their unit, and `landShare` is a part of 1. */
export function MetricsTable({ metrics }: { readonly metrics: Readonly<Record<string, unknown>> }) {
  return (
    <div class="table" tabIndex={0} role="region" aria-label="Metrics">
      <table class="metrics">
        <caption class="unseen">Metrics</caption>
        <tbody>
          {Object.entries(metrics).map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{words(name)}</th>
              <td>{withUnit(name, value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function words(name: string): string {
  const plain = name
    .replace(/(Km2|Km)$/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return asText(plain.charAt(0).toUpperCase() + plain.slice(1));
}

function withUnit(name: string, value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value !== 'number') return asText(value);
  if (name.endsWith('Share')) return `${(value * 100).toLocaleString(undefined, { maximumFractionDigits: 1 })} %`;
  const unit = UNITS.find(([pattern]) => pattern.test(name))?.[1];
  return unit === undefined ? value.toLocaleString() : `${value.toLocaleString()} ${unit}`;
}
