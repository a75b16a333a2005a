/** Whether lists and objects are at most so many levels deep. It goes level by level: deep nesting exhausts a recursion. */
export function isNestedWithin(levels: number, value: unknown): boolean {
  let level = new Set([value].filter(isContainer));
  for (let depth = 1; level.size > 0; depth++) {
    if (depth > levels) return false;
    level = new Set([...level].flatMap((container) => Object.values(container).filter(isContainer)));
  }
  return true;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
