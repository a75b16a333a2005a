import { InvalidRequestError } from '../domain/invalid-request-error.ts';
import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import { check } from './check.ts';
import { isNestedWithin } from './is-nested-within.ts';
import { anyObject } from './object-schemas.ts';
import { LIMITS, orchestratorRequestSchema, TOO_DEEP } from './orchestrator-request-schema.ts';
import { parseInput } from './parse-input.ts';

/**
 * A copy of the request and of its context: what an orchestrator does to them is not seen by the next try.
 *
 * @throws InvalidRequestError that names every field that is wrong and what is allowed
 */
export function parseOrchestratorRequest(input: unknown): OrchestratorRequest {
  const fields = parseInput(anyObject('must be an object'), input);
  const { wrong = [] } = check(orchestratorRequestSchema, fields);
  const told = new Set(wrong.map(({ path }) => path[0]));
  const tooDeep = Object.keys(fields).filter((name) => !told.has(name) && !isNestedWithin(LIMITS.levels, fields[name]));
  const issues = [
    ...wrong.map(({ path, message }) => ({ field: path.join('.'), message })),
    ...tooDeep.map((field) => ({ field, message: TOO_DEEP })),
  ];
  if (issues.length > 0) throw new InvalidRequestError(issues);
  const request = input as OrchestratorRequest;
  return { ...request, ...(request.context && { context: { ...request.context } }) };
}
