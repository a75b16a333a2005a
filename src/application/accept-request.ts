import { deliveryMode, type DeliveryMode } from '../domain/delivery-mode.ts';
import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import { parseOrchestratorRequest } from './parse-orchestrator-request.ts';

export interface AcceptedRequest {
  readonly request: OrchestratorRequest;
  readonly mode: DeliveryMode;
}

/** Checks an event and decides how it is answered. @throws InvalidRequestError */
export function acceptRequest(event: unknown): AcceptedRequest {
  const request = parseOrchestratorRequest(event);
  return { request, mode: deliveryMode(request) };
}
