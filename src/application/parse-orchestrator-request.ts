import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import { isNestedWithin } from './is-nested-within.ts';
import { anyObject } from './object-schemas.ts';
import { LIMITS, orchestratorRequestSchema, TOO_DEEP } from './orchestrator-request-schema.ts';
import { parseInput, refusal } from './parse-input.ts';
import { safeParse } from './safe-parse.ts';

/**
 * A copy of the request and of its context: what an orchestrator does to them is not seen by the next try.
 *
 * @throws InvalidRequestError that names every field that is wrong and what is allowed
 */
export function parseOrchestratorRequest(input: unknown): OrchestratorRequest {
  const fields = parseInput(anyObject('must be an object'), input);
  const { wrong = [] } = safeParse(orchestratorRequestSchema, fields);
  const tooDeep = Object.keys(fields).filter((name) => !isNestedWithin(LIMITS.levels, fields[name]));
  const untold = tooDeep.filter((name) => wrong.every(({ path: [field] }) => field !== name));
  const all = [...wrong, ...untold.map((name) => ({ path: [name], message: TOO_DEEP }))];
  if (all.length > 0) throw refusal(all);
  const request = input as OrchestratorRequest;
  return { ...request, ...(request.context && { context: { ...request.context } }) };
}
