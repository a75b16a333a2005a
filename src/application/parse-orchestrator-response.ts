import { ChatCourierError } from '../domain/chat-courier-error.ts';
import type { OrchestratorResponse } from '../domain/orchestrator-response.ts';
import { orchestratorResponseSchema } from './orchestrator-response-schema.ts';

/** @throws ChatCourierError `invalid-orchestrator-response` that names the fields that are wrong, not their values */
export function parseOrchestratorResponse(value: unknown): OrchestratorResponse {
  const result = orchestratorResponseSchema.safeParse(value);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(
    ({ path, message }) => `${path.map(String).join('.') || 'response'}: ${message}`,
  );
  throw new ChatCourierError('invalid-orchestrator-response', `not an orchestrator's response: ${wrong.join('; ')}`);
}
