/** Stretches of a line: each from its first number to its second, in ascending order, without overlap. */
export type Interval = readonly [from: number, to: number];

export function totalLength(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** @param holes in any order, overlapping or not */
export function subtract(intervals: readonly Interval[], holes: readonly Interval[]): Interval[] {
  const ordered = holes.toSorted((left, right) => left[0] - right[0]);
  return intervals.flatMap(([from, to]) => {
    const rest: Interval[] = [];
    let start = from;
    for (const [holeFrom, holeTo] of ordered) {
      if (holeFrom >= to) break;
      if (holeFrom > start) rest.push([start, holeFrom]);
      start = Math.max(start, holeTo);
    }
    if (start < to) rest.push([start, to]);
    return rest;
  });
}
