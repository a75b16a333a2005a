import type { FeatureCollection } from 'geojson';

/** The kinds of features that the map knows, in the order of its legend. */
const LABELS: Readonly<Record<string, string>> = {
  site: 'Site',
  'study-area': 'Circle of the screening',
  coast: 'Coast',
  border: 'Border',
  settlement: 'Settlement (by population)',
  setback: 'Setback zone',
  other: 'Other features',
};

/** The kind that a feature is drawn as. */
export function kindOf(properties: unknown): string {
  const { kind } = (properties ?? {}) as Record<string, unknown>;
  return typeof kind === 'string' && Object.hasOwn(LABELS, kind) ? kind : 'other';
}

/** What the signs on a map mean. */
export function legendOf({
  features,
}: FeatureCollection): readonly { readonly kind: string; readonly label: string }[] {
  const kinds = new Set(features.map(({ properties }) => kindOf(properties)));
  return Object.entries(LABELS)
    .filter(([kind]) => kinds.has(kind))
    .map(([kind, label]) => ({ kind, label }));
}
