import type { Part } from './part.ts';
import type { Shrunk } from './shrink-part.ts';

/** Bytes. A reference has about half as many; smaller artifacts are packed all together. */
const WORTH_PACKING = 1_000;

/**
 * Shrinks part after part until all fit: the large artifacts first, since a reader of the table can do without them, then
 * what is largest of the rest, of which the small artifacts together are one. Undefined if they do not fit then.
 */
export async function fittingParts(
  parts: readonly Shrunk[],
  room: number,
  shrink: (part: Part) => Promise<Shrunk>,
  whole: Part,
): Promise<readonly Shrunk[] | undefined> {
  const shrunk = new Map<Shrunk, Shrunk>();
  const current = () => parts.map((part) => shrunk.get(part) ?? part);
  let sum = sumOf(parts);
  for (const next of largestFirst(parts.filter(isArtifact))) {
    if (sum <= room || next.part.bytes < WORTH_PACKING) break;
    if (next.upload) continue;
    const smaller = await shrink(next.part);
    shrunk.set(next, smaller);
    sum += smaller.part.bytes - next.part.bytes;
  }
  if (sum <= room) return current();

  const artifacts = current().filter(isArtifact);
  const together = { part: { ...whole, bytes: sumOf(artifacts) } };
  const rest = [together, ...current().filter((part) => !isArtifact(part))];
  for (const next of largestFirst(rest)) {
    if (sum <= room) break;
    if (next.part.bytes < WORTH_PACKING) continue;
    const smaller = await shrink(next.part);
    if (smaller.part.bytes >= next.part.bytes) continue;
    shrunk.set(next, smaller);
    sum += smaller.part.bytes - next.part.bytes;
  }
  if (sum > room) return undefined;
  const others = rest.slice(1).map((part) => shrunk.get(part) ?? part);
  const list = shrunk.get(together);
  return list ? [list, ...others] : [...artifacts, ...others];
}

function isArtifact({ part }: Shrunk): boolean {
  return part.kind === 'artifact';
}

function largestFirst(parts: readonly Shrunk[]): Shrunk[] {
  return parts.toSorted((one, other) => other.part.bytes - one.part.bytes);
}

function sumOf(parts: readonly Shrunk[]): number {
  return parts.reduce((sum, { part }) => sum + part.bytes, 0);
}
