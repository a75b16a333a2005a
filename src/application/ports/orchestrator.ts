import type { OrchestratorRequest } from '../../domain/orchestrator-request.ts';
import type { OrchestratorResponse, ThoughtStep } from '../../domain/orchestrator-response.ts';
import type { Call } from '../call.ts';

/** What an orchestrator is given beside the request. */
export interface Job extends Call {
  /** Aborts when the time is up. What comes after that is not delivered. */
  readonly signal: AbortSignal;
  /** Shows a step of the work in the user's chat, soon and as far as the write limit allows. Never throws. */
  readonly report: (step: ThoughtStep) => void;
}

/**
 * What does the work. It may take as long as the platform allows.
 *
 * A query that it cannot serve is a response with `success: false` and a message that helps the user on. A throw is an
 * accident: the user is told in plain words that the job failed, without the error's text. An error with
 * `retryable: true` asks for the job to be tried again.
 */
export interface Orchestrator {
  run(request: OrchestratorRequest, job: Job): Promise<OrchestratorResponse>;
}
