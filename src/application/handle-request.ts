import { ChatCourierError } from '../domain/chat-courier-error.ts';
import { completeAnswer } from '../domain/chat-message.ts';
import type { DeliveryMode } from '../domain/delivery-mode.ts';
import { InvalidRequestError } from '../domain/invalid-request-error.ts';
import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import type { OrchestratorResponse } from '../domain/orchestrator-response.ts';
import type { ResultSink } from '../domain/result-sink.ts';
import { acceptRequest, type AcceptedRequest } from './accept-request.ts';
import { answerIdentity, type Invocation } from './answer-identity.ts';
import { deliverAnswer } from './deliver-answer.ts';
import { failedJobResponse, invalidRequestResponse } from './failure-responses.ts';
import { parseOrchestratorResponse } from './parse-orchestrator-response.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import type { Orchestrator } from './ports/orchestrator.ts';

/** Opens the sink of each mode that delivers. Opening twice gives the same sink. */
export type ResultSinks = Record<Exclude<DeliveryMode['kind'], 'sync'>, () => Promise<ResultSink>>;

export interface HandleRequestDependencies {
  readonly orchestrator: Orchestrator;
  readonly sinks: ResultSinks;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Answers one request. Never throws: what is wrong is said in the response. */
export type HandleRequest = (event: unknown, invocation: Invocation) => Promise<OrchestratorResponse>;

export function handleRequest(deps: HandleRequestDependencies): HandleRequest {
  return async (event, invocation) => {
    const accepted = acceptOrExplain(event);
    if (accepted instanceof InvalidRequestError) {
      deps.logger.log('warn', 'The request is not valid', { issues: accepted.issues });
      return invalidRequestResponse(accepted);
    }
    const { request, mode } = accepted;
    if (mode.kind === 'sync') return orchestrate(deps, request);

    const opening = deps.sinks[mode.kind]();
    opening.catch(() => undefined); // it is awaited, and its failure reported, when there is something to deliver
    const response = await orchestrate(deps, request);
    const identity = answerIdentity(request, mode.recipient, invocation);
    const message = completeAnswer(identity, mode.recipient, response, deps.clock.now());
    const delivery = await deliverAnswer(deps, opening, message);
    return { ...response, metadata: { ...response.metadata, delivery } };
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

async function orchestrate(
  { orchestrator, clock, logger }: HandleRequestDependencies,
  request: OrchestratorRequest,
): Promise<OrchestratorResponse> {
  const started = clock.now().getTime();
  try {
    return parseOrchestratorResponse(await orchestrator.run(request));
  } catch (error) {
    const durationMs = clock.now().getTime() - started;
    const code = error instanceof ChatCourierError ? error.code : 'orchestrator-failed';
    logger.log('error', 'The orchestrator failed', { sessionId: request.sessionId, code, durationMs, err: error });
    return failedJobResponse(code, durationMs);
  }
}
