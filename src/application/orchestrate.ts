import { ChatCourierError } from '../domain/chat-courier-error.ts';
import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import type { OrchestratorResponse, ThoughtStep } from '../domain/orchestrator-response.ts';
import { factsOf, type Call } from './call.ts';
import { failedJobResponse } from './failure-responses.ts';
import { parseOrchestratorResponse } from './parse-orchestrator-response.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Orchestrator } from './ports/orchestrator.ts';

interface Dependencies {
  readonly orchestrator: Orchestrator;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface Work {
  readonly request: OrchestratorRequest;
  readonly call: Call;
  /** Whether a failure is the end of it, even if the orchestrator asks to be tried again. */
  readonly lastTry: boolean;
  readonly until: Date;
  readonly report: (step: ThoughtStep) => void;
}

/** What became of the work: a response, which may tell of a failure, or an error that asks for another try. */
export type WorkResult =
  | { readonly kind: 'answered'; readonly response: OrchestratorResponse }
  | { readonly kind: 'try-again'; readonly error: Error; readonly response: OrchestratorResponse };

/** Lets the orchestrator work until the time is up, and makes a plain failure of whatever goes wrong. Never throws. */
export async function orchestrate(deps: Dependencies, work: Work): Promise<WorkResult> {
  const { orchestrator, clock, metrics } = deps;
  const { request, call, until, report } = work;
  const started = clock.now().getTime();
  const limit = timeLimit(until.getTime() - started);
  try {
    const job = { ...factsOf(call), signal: limit.signal, report };
    const running = Promise.resolve(orchestrator.run(request, job));
    const response = await parseOrchestratorResponse(await Promise.race([running, limit.reached]));
    metrics.record({ JobDuration: clock.now().getTime() - started });
    return { kind: 'answered', response };
  } catch (cause) {
    return failed(deps, work, clock.now().getTime() - started, cause);
  } finally {
    limit.cancel();
  }
}

function failed({ logger, metrics }: Dependencies, work: Work, durationMs: number, cause: unknown): WorkResult {
  const error = cause instanceof Error ? cause : new Error('something that is not an Error was thrown', { cause });
  const code = error instanceof ChatCourierError ? error.code : 'orchestrator-failed';
  const retryable = 'retryable' in error && error.retryable === true;
  const line = retryable ? 'The orchestrator failed and asks to be tried again' : 'The orchestrator failed';
  logger.log(retryable ? 'warn' : 'error', line, { sessionId: work.request.sessionId, code, durationMs, err: error });
  const tryAgain = retryable && !work.lastTry;
  const timedOut = code === 'job-timeout' || code === 'orchestrator-timeout';
  metrics.record(
    { JobDuration: durationMs, [tryAgain ? 'JobRetries' : 'JobFailure']: 1, ...(timedOut && { JobTimeouts: 1 }) },
    { code },
  );
  const response = failedJobResponse({ code, retryable, executionTime: durationMs });
  return tryAgain ? { kind: 'try-again', error, response } : { kind: 'answered', response };
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
