import type { OrchestratorRequest } from '../../domain/orchestrator-request.ts';
import type { OrchestratorResponse } from '../../domain/orchestrator-response.ts';

/**
 * What does the work. It may take as long as the platform allows.
 *
 * A query that it cannot serve is a response with `success: false` and a message that helps the user on. A throw is an
 * accident: the user is told in plain words that the job failed, without the error's text.
 */
export interface Orchestrator {
  run(request: OrchestratorRequest): Promise<OrchestratorResponse>;
}
