import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import { orchestratorRequestSchema } from './orchestrator-request-schema.ts';
import { parseInput } from './parse-input.ts';

/** The request itself, not a copy. @throws InvalidRequestError that names every field that is wrong and what is allowed */
export function parseOrchestratorRequest(input: unknown): OrchestratorRequest {
  parseInput(orchestratorRequestSchema, input);
  return input as OrchestratorRequest;
}
