import { InvalidRequestError } from '../domain/invalid-request-error.ts';
import type { OrchestratorResponse } from '../domain/orchestrator-response.ts';
import { timeBudget } from '../domain/time-budget.ts';
import { acceptRequest, type AcceptedRequest } from './accept-request.ts';
import { answerInChat } from './answer-in-chat.ts';
import type { Invocation } from './answer-identity.ts';
import { onBehalfOf } from './call.ts';
import type { DeliverySettings } from './delivery-settings.ts';
import { invalidRequestResponse } from './failure-responses.ts';
import { orchestrate } from './orchestrate.ts';
import type { Chats } from './ports/chat.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Orchestrator } from './ports/orchestrator.ts';

export interface HandleRequestDependencies {
  readonly orchestrator: Orchestrator;
  readonly chats: Chats;
  readonly settings: DeliverySettings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * Answers one request. What is wrong is said in the response.
 *
 * @throws in async mode, what the orchestrator threw with `retryable: true`
 */
export type HandleRequest = (event: unknown, invocation: Invocation) => Promise<OrchestratorResponse>;

export function handleRequest(dependencies: HandleRequestDependencies): HandleRequest {
  return async (event, invocation) => {
    const deps = onBehalfOf(dependencies, invocation);
    const accepted = acceptOrExplain(event);
    if (accepted instanceof InvalidRequestError) {
      deps.logger.log('warn', 'The request is not valid', { issues: accepted.issues });
      deps.metrics.record({ JobFailure: 1 }, { code: accepted.code });
      return invalidRequestResponse(accepted);
    }
    const { request, mode } = accepted;
    const budget = timeBudget(deps.clock.now(), invocation.deadline, deps.settings.reserveMs);
    if (mode.kind === 'async') return answerInChat(deps, { request, mode, invocation, budget });

    const work = { request, call: invocation, lastTry: true, until: budget.workUntil, report: () => undefined };
    return (await orchestrate(deps, work)).response;
  };
}

function acceptOrExplain(event: unknown): AcceptedRequest | InvalidRequestError {
  try {
    return acceptRequest(event);
  } catch (error) {
    if (error instanceof InvalidRequestError) return error;
    throw error;
  }
}
