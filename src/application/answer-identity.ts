import { createHash } from 'node:crypto';
import type { MessageIdentity } from '../domain/chat-message.ts';
import type { Recipient } from '../domain/delivery-mode.ts';
import { messageId } from '../domain/message-id.ts';
import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';

/** What the platform knows about one call. It stands in where the request does not name itself. */
export interface Invocation {
  /** The same on every try of one event. */
  readonly requestId: string;
  /** When the call was made. The same on every try of one event. */
  readonly submittedAt: Date;
}

/**
 * The identity of the answer to a request: the same for the same request, recipient and invocation, and shared with no
 * other. It depends on nothing else, so that a caller can know the answer's id in advance.
 */
export function answerIdentity(
  request: Pick<OrchestratorRequest, 'requestId' | 'submittedAt'>,
  recipient: Recipient,
  invocation: Invocation,
): MessageIdentity {
  const createdAt = request.submittedAt === undefined ? invocation.submittedAt : new Date(request.submittedAt);
  return messageIdentity('ai', request.requestId ?? invocation.requestId, recipient, createdAt);
}

/** The identity of one role's message in the exchange that `requestId` names. */
export function messageIdentity(
  role: 'human' | 'ai',
  requestId: string,
  { sessionId, userId }: Recipient,
  createdAt: Date,
): MessageIdentity {
  const digest = createHash('sha256')
    .update(JSON.stringify([role, requestId, sessionId, userId]))
    .digest('hex');
  return { id: messageId(createdAt.getTime(), BigInt(`0x${digest}`).toString(36).slice(-20)), createdAt };
}
