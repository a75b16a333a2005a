import type * as z from 'zod/mini';
import { ChatCourierError } from '../domain/chat-courier-error.ts';
import type { OrchestratorResponse } from '../domain/orchestrator-response.ts';
import { orchestratorResponseSchema } from './orchestrator-response-schema.ts';

/** @throws ChatCourierError `invalid-orchestrator-response` that names the fields that are wrong, not their values */
export function parseOrchestratorResponse(value: unknown): OrchestratorResponse {
  const result = orchestratorResponseSchema.safeParse(value);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(
    (issue) => `${issue.path.map(String).join('.') || 'response'}: ${wanted(issue)}`,
  );
  throw new ChatCourierError('invalid-orchestrator-response', `not an orchestrator's response: ${wrong.join('; ')}`);
}

function wanted(issue: z.core.$ZodIssue): string {
  return 'expected' in issue ? `must be of type ${issue.expected}` : issue.message;
}
