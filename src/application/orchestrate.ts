import { ChatCourierError } from '../domain/chat-courier-error.ts';
import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import type { OrchestratorResponse, ThoughtStep } from '../domain/orchestrator-response.ts';
import { failedJobResponse } from './failure-responses.ts';
import { parseOrchestratorResponse } from './parse-orchestrator-response.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import type { Orchestrator } from './ports/orchestrator.ts';

interface Dependencies {
  readonly orchestrator: Orchestrator;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Work {
  readonly request: OrchestratorRequest;
  readonly requestId: string;
  readonly until: Date;
  readonly report: (step: ThoughtStep) => void;
}

/** What became of the work: a response, which may tell of a failure, or an error that asks for another try. */
export type WorkResult =
  | { readonly kind: 'answered'; readonly response: OrchestratorResponse }
  | { readonly kind: 'try-again'; readonly error: Error; readonly response: OrchestratorResponse };

/** Lets the orchestrator work until the time is up, and makes a plain failure of whatever goes wrong. Never throws. */
export async function orchestrate(
  deps: Dependencies,
  { request, requestId, until, report }: Work,
): Promise<WorkResult> {
  const { orchestrator, clock, logger } = deps;
  const started = clock.now().getTime();
  const limit = timeLimit(until.getTime() - started);
  try {
    const work = Promise.resolve(orchestrator.run(request, { signal: limit.signal, report }));
    return { kind: 'answered', response: await parseOrchestratorResponse(await Promise.race([work, limit.reached])) };
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error('something that is not an Error was thrown', { cause });
    const code = error instanceof ChatCourierError ? error.code : 'orchestrator-failed';
    const retryable = 'retryable' in error && error.retryable === true;
    const durationMs = clock.now().getTime() - started;
    const line = retryable ? 'The orchestrator failed and asks to be tried again' : 'The orchestrator failed';
    const facts = { requestId, sessionId: request.sessionId, code, durationMs, err: error };
    logger.log(retryable ? 'warn' : 'error', line, facts);
    const response = failedJobResponse({ code, retryable, executionTime: durationMs });
    return retryable ? { kind: 'try-again', error, response } : { kind: 'answered', response };
  } finally {
    limit.cancel();
  }
}

function timeLimit(ms: number) {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const reached = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new ChatCourierError('job-timeout', 'the time for this job is up');
      reject(error);
      controller.abort(error);
    }, ms);
  });
  const cancel = () => {
    clearTimeout(timer);
  };
  return { signal: controller.signal, reached, cancel };
}
