/** What a query is made of, as far as places and distances go. */
export type Token =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'unit'; readonly km: number }
  | { readonly kind: 'hemisphere'; readonly axis: Axis; readonly sign: 1 | -1 }
  | { readonly kind: 'axis'; readonly axis: Axis }
  | { readonly kind: 'degree' | 'minute' | 'separator' | 'link' | 'radius' | 'around' | 'other' };

export type Axis = 'lat' | 'lng';

// No alternative can match the same text in two ways: the time is linear in the query's length. A sign right behind a
// digit is a dash: "10-20" is no pair of coordinates.
const TOKEN = /(?:(?<!\d)[+-])?\.?\d[\d.]*|\p{L}+|\S/gu;
const NUMBER = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)\.?$/;
const MINUS_SIGNS = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g;

const KINDS: readonly (readonly [Token, string])[] = [
  [{ kind: 'unit', km: 1 }, 'km kms kilometre kilometres kilometer kilometers'],
  [{ kind: 'unit', km: 0.001 }, 'm metre metres meter meters'],
  [{ kind: 'unit', km: 1.609344 }, 'mi mile miles'],
  [{ kind: 'hemisphere', axis: 'lat', sign: 1 }, 'n north'],
  [{ kind: 'hemisphere', axis: 'lat', sign: -1 }, 's south'],
  [{ kind: 'hemisphere', axis: 'lng', sign: 1 }, 'e east'],
  [{ kind: 'hemisphere', axis: 'lng', sign: -1 }, 'w west'],
  [{ kind: 'axis', axis: 'lat' }, 'lat latitude'],
  [{ kind: 'axis', axis: 'lng' }, 'lon lng long longitude'],
  [{ kind: 'degree' }, '° º ˚ deg degree degrees'],
  [{ kind: 'minute' }, "' ’ ′"],
  [{ kind: 'separator' }, ', ; and'],
  [{ kind: 'link' }, ': = ~ " of a an is the about -'],
  [{ kind: 'radius' }, 'radius'],
  [{ kind: 'around' }, 'within around circle buffer'],
];

const BY_TEXT = new Map(KINDS.flatMap(([token, texts]) => texts.split(' ').map((text) => [text, token] as const)));

export function tokenize(query: string): Token[] {
  const texts = query.replace(MINUS_SIGNS, '-').toLowerCase().match(TOKEN) ?? [];
  return texts.map((text): Token => {
    if (NUMBER.test(text)) return { kind: 'number', value: Number(text.replace(/\.$/, '')) };
    return BY_TEXT.get(text) ?? { kind: 'other' };
  });
}
