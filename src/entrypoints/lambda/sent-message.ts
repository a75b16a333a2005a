import * as v from 'valibot';
import { objectOf } from '../../application/object-schemas.ts';
import {
  contextSchema,
  querySchema,
  requestIdSchema,
  sessionIdSchema,
  timeSchema,
} from '../../application/orchestrator-request-schema.ts';
import { parseInput } from '../../application/parse-input.ts';
import type { Recipient } from '../../domain/delivery-mode.ts';
import type { OrchestratorRequest } from '../../domain/orchestrator-request.ts';

/** The arguments of the mutation `sendMessage`. */
const argumentsSchema = objectOf({
  messageId: requestIdSchema,
  chatSessionId: sessionIdSchema,
  text: querySchema,
  createdAt: timeSchema,
  context: v.optional(contextSchema),
});

/** What AppSync tells a Lambda resolver, as far as it matters here. */
export interface ResolverEvent {
  /** What is absent may be null; JSON may be text. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Of a user who signed in to the user pool. */
  readonly identity?: { readonly sub?: string } | null;
}

export interface SentMessage {
  readonly recipient: Recipient;
  readonly request: OrchestratorRequest & { readonly requestId: string; readonly submittedAt: string };
}

/**
 * The request that a user's message makes. Who the user is comes from the identity that AppSync has checked, never from an
 * argument; whose the session is, the orchestrator checks.
 *
 * @throws InvalidRequestError that names every argument that is wrong and what is allowed; Error where nobody has signed in
 */
export function sentMessage({ arguments: sent, identity }: ResolverEvent): SentMessage {
  const { sub: userId } = identity ?? {};
  if (!userId) throw new Error('nobody has signed in: the identity has no sub');
  const given = { ...sent, context: contextOf(sent['context']) };
  const { messageId, chatSessionId, text, createdAt, context } = parseInput(argumentsSchema, given);
  const recipient = { sessionId: chatSessionId, userId };
  // The chat is sorted by time: the answer stands after the question.
  const submittedAt = new Date(Date.parse(createdAt) + 1).toISOString();
  const request = { query: text, ...recipient, context, requestId: messageId, submittedAt, delivery: 'chat' as const };
  return { recipient, request };
}

/** What is no JSON stays a text: the schema refuses it, without quoting it. */
function contextOf(context: unknown): unknown {
  if (context === null || context === undefined) return undefined;
  if (typeof context !== 'string') return context;
  try {
    return JSON.parse(context);
  } catch {
    return context;
  }
}
