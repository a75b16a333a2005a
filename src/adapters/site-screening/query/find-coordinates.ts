import type { Position } from '../geo/position.ts';
import type { Axis, Token } from './tokenize.ts';

interface Angle {
  readonly value: number;
  /** Undefined where neither a letter nor a word says which of the two it is. */
  readonly axis: Axis | undefined;
}

/** The places that a query names, in order. They may be out of range. */
export function findCoordinates(tokens: readonly Token[]): Position[] {
  const labelled = findLabelled(tokens);
  if (labelled.length > 0) return labelled;
  const lngFirst = axisIndex(tokens, 'lng') < axisIndex(tokens, 'lat') && axisIndex(tokens, 'lat') < Infinity;
  return runsOf(tokens).flatMap((run) => toPosition(readPair(run), lngFirst) ?? []);
}

/** "lat 40.7 lon -74", in either order: each latitude belongs with the longitude of the same rank. */
function findLabelled(tokens: readonly Token[]): Position[] {
  const found: Record<Axis, number[]> = { lat: [], lng: [] };
  tokens.forEach((token, index) => {
    if (token.kind !== 'axis') return;
    let start = index + 1;
    while (tokens[start]?.kind === 'link') start += 1;
    const angle = readAngle(tokens.slice(start, start + 4));
    if (angle && (angle.axis ?? token.axis) === token.axis) found[token.axis].push(angle.value);
  });
  return found.lat.length === found.lng.length
    ? found.lat.map((lat, index) => ({ lat, lng: found.lng[index] ?? 0 }))
    : [];
}

/** The first angle of "40.7", "40.7° N", "N 40.7". */
function readAngle(tokens: readonly Token[]): Angle | undefined {
  const shape = shapeOf(tokens);
  const length = /^(?:hnd?|nd?h?)/.exec(shape)?.[0].length ?? 0;
  return toAngle(tokens.slice(0, length));
}

function axisIndex(tokens: readonly Token[], axis: Axis): number {
  const index = tokens.findIndex((token) => token.kind === 'axis' && token.axis === axis);
  return index === -1 ? Infinity : index;
}

const SHAPES: Partial<Record<Token['kind'], string>> = { number: 'n', degree: 'd', hemisphere: 'h', minute: 'm' };

function shapeOf(tokens: readonly Token[]): string {
  return tokens.map(({ kind }) => SHAPES[kind] ?? ' ').join('');
}

/** Stretches of the query with nothing but numbers, degrees, minutes and letters of the compass, separators dropped. */
function runsOf(tokens: readonly Token[]): Token[][] {
  const runs: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind in SHAPES) runs.at(-1)?.push(token);
    else if (token.kind !== 'separator') runs.push([]);
  }
  return runs;
}

/** A run of two angles and nothing else: three numbers in a row, or minutes of arc, could be anything. */
function readPair(run: readonly Token[]): readonly [Angle, Angle] | undefined {
  const shape = shapeOf(run);
  const halves = /^(nd?h?)(nd?h?)$/.exec(shape) ?? /^(hnd?)(hnd?)$/.exec(shape);
  const first = toAngle(run.slice(0, halves?.[1]?.length ?? 0));
  const second = toAngle(run.slice(halves?.[1]?.length ?? 0));
  return halves && first && second ? [first, second] : undefined;
}

/** A letter decides the sign: "-74 W" is how some write 74 W. "-74 E" contradicts itself. */
function toAngle(tokens: readonly Token[]): Angle | undefined {
  const number = tokens.find((token) => token.kind === 'number');
  const hemisphere = tokens.find((token) => token.kind === 'hemisphere');
  if (!number) return undefined;
  if (!hemisphere) return { value: number.value, axis: undefined };
  if (number.value < 0 && hemisphere.sign === 1) return undefined;
  return { value: hemisphere.sign * Math.abs(number.value), axis: hemisphere.axis };
}

function toPosition(pair: readonly [Angle, Angle] | undefined, lngFirst: boolean): Position | undefined {
  if (!pair) return undefined;
  const [first, second] = pair;
  if (first.axis !== undefined && first.axis === second.axis) return undefined;
  const swapped =
    first.axis === undefined && second.axis === undefined ? lngFirst : first.axis === 'lng' || second.axis === 'lat';
  return swapped ? { lat: second.value, lng: first.value } : { lat: first.value, lng: second.value };
}
