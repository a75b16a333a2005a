import type { OrchestratorRequest } from '../../../domain/orchestrator-request.ts';
import type { Position } from '../geo/position.ts';

export interface ContextFinding {
  readonly position?: Position;
  readonly radiusKm?: number;
  /** What is wrong with the values given, by their names. */
  readonly problems: readonly string[];
}

/** Reads `context.coordinates` (`{lat, lng}`) and `context.radiusKm`, which stand in for what the query leaves out. */
export function readContext(context: OrchestratorRequest['context']): ContextFinding {
  const { coordinates, radiusKm } = context ?? {};
  const problems: string[] = [];
  const position = coordinates == null ? undefined : toPosition(coordinates);
  if (coordinates != null && !position) problems.push('context.coordinates must be {lat, lng}, both numbers.');
  const radius = typeof radiusKm === 'number' && Number.isFinite(radiusKm) ? radiusKm : undefined;
  if (radiusKm != null && radius === undefined) problems.push('context.radiusKm must be a number.');
  return {
    ...(position && { position }),
    ...(radius !== undefined && { radiusKm: radius }),
    problems,
  };
}

function toPosition(value: unknown): Position | undefined {
  if (typeof value !== 'object' || value === null || !('lat' in value) || !('lng' in value)) return undefined;
  const { lat, lng } = value;
  return Number.isFinite(lat) && Number.isFinite(lng) ? { lat: lat as number, lng: lng as number } : undefined;
}
