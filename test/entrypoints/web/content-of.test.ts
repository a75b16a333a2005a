import { contentOf } from '../../../src/entrypoints/web/artifacts/content-of.ts';

const point = { type: 'Point', coordinates: [7, 50] };
const feature = { type: 'Feature', geometry: point, properties: { name: 'x' } };

test.each<[string, string, unknown]>([
  ['map', 'a collection', { type: 'FeatureCollection', features: [feature] }],
  ['map', 'a feature', feature],
  ['map', 'a geometry beside other data', { geojson: point, metrics: {} }],
  ['map', 'a list of features', { features: [feature, 'nonsense'] }],
  ['image', 'base64', { base64: 'AAAA', mimeType: 'image/webp' }],
  ['image', 'a data URL', 'data:image/png;base64,AAAA'],
  ['image', 'a URL of an image', { url: 'https://example.com/a.png?x=1' }],
  ['table', 'records', [{ a: 1 }, { b: 2 }]],
  ['table', 'rows and columns', { columns: ['a'], rows: [[1]] }],
  ['text', 'a text', 'Hello'],
  ['text', 'Markdown', { title: 'x', markdown: '**Hello**' }],
  ['json', 'anything else', { a: { b: 1 } }],
  ['json', 'nothing', null],
  ['json', 'positions that are none', { geojson: { type: 'Point', coordinates: ['a', null] } }],
  ['json', 'positions without end', { geojson: { type: 'Point', coordinates: [Infinity, 0] } }],
  ['json', 'a link that is a script', { url: 'javascript:alert(1)' }],
])('it is a %s: %s', (kind, _, data) => {
  expect(contentOf({ type: 'anything', data }).kind).toBe(kind);
});

test('a table has the columns of all its records', () => {
  const content = contentOf({ type: 'table', data: [{ a: 1 }, { b: 2 }] });
  expect(content).toEqual({ kind: 'table', columns: ['a', 'b'], rows: [[1, undefined], [undefined, 2]] }); // prettier-ignore
});

test('no more is drawn than the browser bears', () => {
  const many = Array.from({ length: 6_000 }, () => feature);
  const content = contentOf({ type: 'map', data: { type: 'FeatureCollection', features: many } });
  expect(content.kind === 'map' && content.geojson.features.length).toBe(5_000);
});
