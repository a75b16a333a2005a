import type { FeatureCollection } from 'geojson';
import { asText } from './as-text.ts';
import { isRecord } from './is-record.ts';
import { JsonTree } from './json-tree.tsx';
import { MapView } from './map-view.tsx';
import { MetricsTable } from './metrics-table.tsx';

interface Props {
  readonly geojson: FeatureCollection;
  /** The fields beside the GeoJSON. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly title: string;
}

const SHOWN = [
  'geojson',
  'geoJson',
  'type',
  'features',
  'title',
  'subtitle',
  'metrics',
  'rating',
  'attribution',
  'messageContentType',
];

/** A map with what belongs to it: the reasons of its rating, its metrics, and all the rest. */
export function MapWithFacts({ geojson, facts, title }: Props) {
  const rest = Object.fromEntries(Object.entries(facts).filter(([name]) => !SHOWN.includes(name)));
  return (
    <div class="map-with-facts">
      <MapView geojson={geojson} attribution={attributionOf(facts)} title={title} />
      <div class="facts">
        <Rating rating={facts['rating']} />
        {isRecord(facts['metrics']) && <MetricsTable metrics={facts['metrics']} />}
      </div>
      {Object.keys(rest).length > 0 && (
        <details class="rest">
          <summary>Assumptions and other data</summary>
          <JsonTree value={rest} />
        </details>
      )}
    </div>
  );
}

const SIGNS: Readonly<Record<string, string>> = { favourable: '✓', neutral: '·', limiting: '−', excluding: '✕' };

function Rating({ rating }: { readonly rating: unknown }) {
  if (!isRecord(rating)) return null;
  const reasons = Array.isArray(rating['reasons']) ? rating['reasons'].filter(isRecord) : [];
  return (
    <div class="rating" data-level={asText(rating['level'])}>
      <h3>{asText(rating['label'] ?? rating['level'])}</h3>
      <ul>
        {reasons.map((reason, index) => (
          <li key={index} data-effect={asText(reason['effect'])}>
            <span class="sign" title={asText(reason['effect'])} aria-hidden="true">
              {SIGNS[asText(reason['effect'])] ?? '·'}
            </span>
            <span class="unseen">{`${asText(reason['effect'])}: `}</span>
            {asText(reason['text'])}
          </li>
        ))}
      </ul>
    </div>
  );
}

function attributionOf(facts: Readonly<Record<string, unknown>>): string {
  const { attribution, geojson } = facts;
  if (Array.isArray(attribution)) {
    return attribution
      .map((item) => (isRecord(item) ? asText(item['notice'] ?? item['source']) : asText(item)))
      .join(' ');
  }
  if (typeof attribution === 'string') return asText(attribution);
  return isRecord(geojson) && typeof geojson['attribution'] === 'string' ? asText(geojson['attribution']) : '';
}
