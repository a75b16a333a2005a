import { InvalidRequestError } from './invalid-request-error.ts';
import type { OrchestratorRequest } from './orchestrator-request.ts';

/** Whose chat a message goes to. */
export interface Recipient {
  readonly sessionId: string;
  readonly userId: string;
}

/** `sync`: the caller waits for the response. `async`: the response is delivered to a chat. */
export type DeliveryMode = { readonly kind: 'sync' } | { readonly kind: 'async'; readonly recipient: Recipient };

/**
 * Decides where an answer goes: into a chat if the request names both a session and a user, unless it says otherwise.
 *
 * @throws InvalidRequestError if the request insists on a chat without naming one
 */
export function deliveryMode(request: OrchestratorRequest): DeliveryMode {
  const { sessionId, userId, delivery } = request;
  if (delivery === 'return') return { kind: 'sync' };
  if (sessionId && userId) return { kind: 'async', recipient: { sessionId, userId } };
  if (delivery === 'chat') {
    const missing = Object.entries({ sessionId, userId }).filter(([, value]) => !value);
    throw new InvalidRequestError(
      missing.map(([field]) => ({ field, message: "is required, and not empty, with delivery 'chat'" })),
    );
  }
  return { kind: 'sync' };
}
