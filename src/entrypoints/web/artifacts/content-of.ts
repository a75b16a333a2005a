import type { FeatureCollection } from 'geojson';
import type { Artifact } from '../../../domain/orchestrator-response.ts';
import { geoJsonIn } from './geo-json-in.ts';
import { isRecord } from './is-record.ts';
import { tableIn } from './table-in.ts';

/** What an artifact can be drawn as. */
export type Content =
  | { readonly kind: 'map'; readonly geojson: FeatureCollection; readonly facts: Readonly<Record<string, unknown>> }
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] }
  | { readonly kind: 'image'; readonly url: string; readonly alt: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'json'; readonly value: unknown };

const IMAGE_URL = /^(?:data:image\/[\w.+-]+[;,]|https?:\/\/\S+\.(?:png|jpe?g|gif|webp|avif|svg)(?:\?\S*)?$)/i;

/** Finds out by its data, not by its name, what an artifact is. */
export function contentOf(artifact: Artifact): Content {
  const { data = artifact } = artifact;
  const geojson = geoJsonIn(data);
  if (geojson) return { kind: 'map', geojson, facts: isRecord(data) ? data : {} };
  const image = imageIn(artifact.type, data);
  if (image) return { kind: 'image', ...image };
  const table = tableIn(data);
  if (table) return { kind: 'table', ...table };
  const text = textIn(data);
  return text === undefined ? { kind: 'json', value: data } : { kind: 'text', text };
}

function imageIn(type: string, data: unknown) {
  const fields = isRecord(data) ? data : { url: data };
  const { alt, caption, base64, mimeType } = fields;
  const words = typeof alt === 'string' ? alt : typeof caption === 'string' ? caption : '';
  if (typeof base64 === 'string') {
    const mime = typeof mimeType === 'string' && /^image\/[\w.+-]+$/.test(mimeType) ? mimeType : 'image/png';
    return { url: `data:${mime};base64,${base64}`, alt: words };
  }
  const url = [fields['url'], fields['src'], fields['image']].find((value) => typeof value === 'string');
  const isImage = url !== undefined && (IMAGE_URL.test(url) || (/image/i.test(type) && /^https?:\/\//i.test(url)));
  return isImage ? { url, alt: words } : undefined;
}

function textIn(data: unknown): string | undefined {
  if (typeof data === 'string') return data;
  if (!isRecord(data)) return undefined;
  const text = data['markdown'] ?? data['text'];
  const others = Object.keys(data).filter((key) => !['markdown', 'text', 'title', 'subtitle'].includes(key));
  return typeof text === 'string' && others.length === 0 ? text : undefined;
}
