import { ChatCourierError } from '../domain/chat-courier-error.ts';
import type { OrchestratorResponse } from '../domain/orchestrator-response.ts';
import { asJson } from './as-json.ts';
import { orchestratorResponseSchema } from './orchestrator-response-schema.ts';
import { safeParse } from './safe-parse.ts';

/**
 * What an orchestrator returned, as JSON would give it: without what is undefined, with times as text.
 *
 * @throws ChatCourierError `invalid-orchestrator-response` that names the fields that are wrong, not their values
 */
export async function parseOrchestratorResponse(value: unknown): Promise<OrchestratorResponse> {
  const response = await json(value);
  const { data, wrong } = safeParse(orchestratorResponseSchema, response);
  if (!wrong) return withDefaults(response as Partial<OrchestratorResponse>, data);
  const named = wrong.map(({ path, message }) => `${path.join('.') || 'response'}: ${message}`);
  throw new ChatCourierError('invalid-orchestrator-response', `not an orchestrator's response: ${named.join('; ')}`);
}

/** Copies by a schema would lose a field that is called `__proto__` or `constructor`. */
function withDefaults(response: Partial<OrchestratorResponse>, checked: OrchestratorResponse): OrchestratorResponse {
  const { artifacts, thoughtSteps, metadata } = checked;
  const { executionTime, toolsUsed } = metadata;
  return {
    ...(response as OrchestratorResponse),
    artifacts: response.artifacts ?? artifacts,
    thoughtSteps: response.thoughtSteps ?? thoughtSteps,
    metadata: { ...response.metadata, executionTime, toolsUsed },
  };
}

async function json(value: unknown): Promise<unknown> {
  try {
    const json = await asJson(value);
    if (json !== undefined) return json;
  } catch {
    // said below: the cause would quote the value
  }
  const why = 'it cannot be written as JSON'; // nothing, a reference to itself, or a BigInt
  throw new ChatCourierError('invalid-orchestrator-response', `not an orchestrator's response: ${why}`);
}
