import type { Recipient } from '../../domain/delivery-mode.ts';
import type { OrchestratorRequest } from '../../domain/orchestrator-request.ts';
import { parseOrchestratorRequest } from '../../application/parse-orchestrator-request.ts';

/** The arguments of the mutation `sendMessage`, as AppSync hands them to a Lambda resolver. */
export interface SendMessageArguments {
  /** The id of the user's message: the same message sent again gets one answer. */
  readonly messageId: string;
  readonly chatSessionId: string;
  readonly text: string;
  /** ISO 8601: the `createdAt` of the user's message. */
  readonly createdAt: string;
  /** JSON; AppSync hands `a.json()` over as it was sent: text, or already parsed. */
  readonly context?: unknown;
}

/** What AppSync tells a Lambda resolver, as far as it matters here. */
export interface ResolverEvent {
  readonly arguments: SendMessageArguments;
  /** Of a user who signed in to the user pool. */
  readonly identity?: { readonly sub?: string } | null;
}

export interface SentMessage {
  readonly request: OrchestratorRequest & { readonly requestId: string; readonly submittedAt: string };
  readonly recipient: Recipient;
}

/**
 * The request that a user's message makes. Who the user is comes from the identity that AppSync has checked, never from an
 * argument; whose the session is, the orchestrator checks.
 *
 * @throws InvalidRequestError that names every field that is wrong and what is allowed; Error where nobody has signed in
 */
export function sentMessage({ arguments: sent, identity }: ResolverEvent): SentMessage {
  const { sub: userId } = identity ?? {};
  if (!userId) throw new Error('nobody has signed in: the identity has no sub');
  const { messageId: requestId, chatSessionId: sessionId, text: query, createdAt, context } = sent;
  const recipient = { sessionId, userId };
  const naming = { requestId, submittedAt: createdAt };
  const asked = { query, ...recipient, ...naming, delivery: 'chat' as const, context: contextOf(context) };
  parseOrchestratorRequest(asked);
  // The chat is sorted by time: the answer stands after the question.
  const submittedAt = new Date(Date.parse(createdAt) + 1).toISOString();
  return { recipient, request: { ...asked, submittedAt } };
}

function contextOf(context: unknown): OrchestratorRequest['context'] {
  if (context === null || context === undefined) return undefined;
  return (typeof context === 'string' ? JSON.parse(context) : context) as OrchestratorRequest['context'];
}
