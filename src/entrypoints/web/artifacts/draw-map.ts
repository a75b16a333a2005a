import type { Feature as AnyFeature, FeatureCollection, Geometry } from 'geojson';
import * as leaflet from 'leaflet';
import { asText } from './as-text.ts';
import { kindOf } from './legend-of.ts';

type Feature = AnyFeature<Geometry, Readonly<Record<string, unknown>> | null>;

/** So many settlements bear their names; the others tell theirs when they are pointed at. */
const NAMED = 8;

/** Draws GeoJSON, to be zoomed and moved. Colours are the style sheet's. @returns what removes the map */
export function drawMap(place: HTMLElement, geojson: FeatureCollection): () => void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = leaflet.map(place, {
    attributionControl: false, // it would take the artifact's words for HTML
    scrollWheelZoom: false,
    zoomSnap: 0.25,
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    inertia: !calm,
  });
  const named = mostPopulous(geojson);
  const drawn = leaflet.geoJSON(geojson, {
    style: (feature?: Feature) => ({
      className: `feature ${kindOf(feature?.properties)}`,
      weight: 1.5,
      smoothFactor: 0.3,
      interactive: kindOf(feature?.properties) !== 'study-area',
    }),
    pointToLayer: (feature: Feature, position) => pointOf(feature, position),
    onEachFeature: (feature: Feature, layer) => {
      const words = wordsOf(feature);
      if (words !== '')
        layer.bindTooltip(textElement(words), {
          permanent: named.has(feature),
          direction: 'top',
          className: 'map-label',
        });
    },
  });
  drawn.addTo(map);
  for (const kind of ['study-area', 'settlement', 'site']) raise(drawn, kind);
  leaflet.control.scale({ imperial: false }).addTo(map);
  map.fitBounds(frameOf(geojson) ?? drawn.getBounds(), { padding: [12, 12], maxZoom: 14, animate: false });
  map.on('focus', () => map.scrollWheelZoom.enable());
  map.on('blur', () => map.scrollWheelZoom.disable());
  const resized = new ResizeObserver(() => map.invalidateSize({ animate: false }));
  resized.observe(place);
  return () => {
    resized.disconnect();
    map.remove();
  };
}

function pointOf({ properties }: Feature, position: leaflet.LatLng): leaflet.Layer {
  const kind = kindOf(properties);
  const population = Number(properties?.['population'] ?? 0);
  const radius = kind === 'settlement' ? 3 + Math.log10(Math.max(1, population)) : kind === 'site' ? 7 : 5;
  return leaflet.circleMarker(position, { radius, className: `feature ${kind}` });
}

/** Brings the features of a kind to the front. */
function raise(drawn: leaflet.GeoJSON, kind: string): void {
  drawn.eachLayer((layer) => {
    const { feature } = layer as { feature?: Feature };
    if (layer instanceof leaflet.Path && kindOf(feature?.properties) === kind) layer.bringToFront();
  });
}

function mostPopulous({ features }: FeatureCollection): ReadonlySet<Feature> {
  const settlements = features.filter(({ properties }) => kindOf(properties) === 'settlement');
  return new Set(
    settlements
      .sort((a, b) => Number(b.properties?.['population']) - Number(a.properties?.['population']))
      .slice(0, NAMED),
  );
}

function wordsOf({ properties }: Feature): string {
  const { name, label, population, settlement, title } = properties ?? {};
  if (kindOf(properties) === 'setback') return `Setback zone of ${asText(settlement)}`;
  const first = [name, label, title].find((value) => typeof value === 'string');
  if (first === undefined) return '';
  return typeof population === 'number' ? `${asText(first)} · ${population.toLocaleString()}` : asText(first);
}

/** Words of others are never HTML. */
function textElement(text: string): HTMLElement {
  const element = document.createElement('span');
  element.textContent = text.slice(0, 120);
  return element;
}

/** A feature's `bbox` says which part of a map matters. */
function frameOf({ features }: FeatureCollection): leaflet.LatLngBoundsExpression | undefined {
  const [west, south, east, north] = features.find(({ bbox }) => bbox)?.bbox ?? [];
  if (west === undefined || south === undefined || east === undefined || north === undefined) return undefined;
  return [
    [south, west],
    [north, east],
  ];
}
