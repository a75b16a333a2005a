import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import { orchestratorRequestSchema } from './orchestrator-request-schema.ts';
import { parseInput } from './parse-input.ts';

/** @throws InvalidRequestError that names every field that is wrong and what is allowed */
export function parseOrchestratorRequest(input: unknown): OrchestratorRequest {
  return parseInput(orchestratorRequestSchema, input);
}
