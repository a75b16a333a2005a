import type { Token } from './tokenize.ts';

export interface RadiusFinding {
  /** Every distance that the query gives as a radius, in kilometres. */
  readonly radiiKm: readonly number[];
  /** The query without its distances: each is one `other`, so that no coordinate is read from them. */
  readonly rest: readonly Token[];
}

/**
 * Finds "within 5 km", "radius: 10 km", "radius 10", "10-km radius", and a distance right behind coordinates. Other
 * distances ("2 km from the road") are not the radius.
 */
export function findRadius(tokens: readonly Token[]): RadiusFinding {
  const radiiKm: number[] = [];
  const rest: Token[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token?.kind !== 'number') {
      if (token) rest.push(token);
      continue;
    }
    const before = kindBefore(rest);
    const unit = distanceUnit(tokens, index);
    if (!unit && before !== 'radius') {
      rest.push(token);
      continue;
    }
    const end = unit?.end ?? index;
    const after = tokens[end + 1]?.kind;
    if (isCue(before) || isCue(after) || followsCoordinate(rest)) radiiKm.push(token.value * (unit?.km ?? 1));
    rest.push({ kind: 'other' });
    index = end;
  }
  return { radiiKm, rest };
}

function distanceUnit(tokens: readonly Token[], index: number): { km: number; end: number } | undefined {
  const end = tokens[index + 1]?.kind === 'link' ? index + 2 : index + 1;
  const unit = tokens[end];
  return unit?.kind === 'unit' ? { km: unit.km, end } : undefined;
}

function kindBefore(tokens: readonly Token[]): Token['kind'] | undefined {
  return tokens.findLast(({ kind }) => kind !== 'link')?.kind;
}

function isCue(kind: Token['kind'] | undefined): boolean {
  return kind === 'radius' || kind === 'around';
}

function followsCoordinate(tokens: readonly Token[]): boolean {
  const before = tokens.findLast(({ kind }) => kind !== 'link' && kind !== 'separator')?.kind;
  return before === 'number' || before === 'degree' || before === 'hemisphere';
}
