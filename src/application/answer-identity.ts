import { createHash } from 'node:crypto';
import type { ChatMessage, MessageIdentity } from '../domain/chat-message.ts';
import type { Recipient } from '../domain/delivery-mode.ts';
import { messageId } from '../domain/message-id.ts';
import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import type { Call } from './call.ts';
import type { ChatHistory } from './ports/chat-history.ts';

/** What the platform knows about one call. It stands in where the request does not name itself. */
export interface Invocation extends Call {
  /** When the call was made, if every try of one event agrees on it. */
  readonly submittedAt?: Date | undefined;
  /** When the platform ends the work. */
  readonly deadline: Date;
  /** Whether nobody will try again, whatever happens; absent where that is not known. */
  readonly lastTry?: boolean | undefined;
}

export interface AnswerIdentity extends MessageIdentity {
  /** The part of the id that depends on the request, the session and the user alone. */
  readonly random: string;
  /** Whether another try of the same request, at another time, comes to the same identity. */
  readonly stable: boolean;
}

type Naming = Pick<OrchestratorRequest, 'requestId' | 'submittedAt'>;

const DAY = 86_400_000;

/**
 * The identity of the answer to a request: the same on every try, and shared with no other request.
 *
 * Where no time is known that every try agrees on, the id bears the beginning of the day (UTC).
 */
export function answerIdentity(
  request: Naming,
  recipient: Recipient,
  invocation: Pick<Invocation, 'requestId' | 'submittedAt'>,
  now: Date,
): AnswerIdentity {
  const random = randomPart('ai', request.requestId ?? invocation.requestId, recipient);
  const submittedAt = submissionTime(request, invocation);
  if (submittedAt) return { ...named(random, submittedAt, submittedAt), stable: true };
  return { ...named(random, startOfDay(now), now), stable: false };
}

/** An identity that the tries agree on, found by reading back if need be: an earlier try's answer keeps its own. */
export async function settledIdentity(
  identity: AnswerIdentity,
  history: ChatHistory,
  signal?: AbortSignal,
): Promise<AnswerIdentity> {
  if (identity.stable) return identity;
  const today = startOfDay(identity.createdAt);
  const yesterday = new Date(today.getTime() - DAY);
  for (const day of [today, yesterday]) {
    const earlier = await history.get(messageId(day.getTime(), identity.random), { asStored: true, signal });
    if (earlier) return identityOf(earlier, identity);
  }
  return identity;
}

/** The identity of a message that an earlier try left. */
export function identityOf({ id, createdAt }: ChatMessage, { random }: AnswerIdentity): AnswerIdentity {
  return { id, createdAt: new Date(createdAt), random, stable: true };
}

/** The identity of what the user said, in the exchange that `requestId` names. */
export function questionIdentity(requestId: string, recipient: Recipient, askedAt: Date): MessageIdentity {
  return named(randomPart('human', requestId, recipient), askedAt, askedAt);
}

/** A caller that names its request, but not the time, may name it again from another invocation. */
function submissionTime(request: Naming, invocation: Pick<Invocation, 'submittedAt'>): Date | undefined {
  if (request.submittedAt !== undefined) return new Date(request.submittedAt);
  return request.requestId === undefined ? invocation.submittedAt : undefined;
}

function named(random: string, time: Date, createdAt: Date) {
  return { id: messageId(time.getTime(), random), createdAt, random };
}

/** 20 lower-case letters and digits: 103 bits. */
function randomPart(role: 'human' | 'ai', requestId: string, { sessionId, userId }: Recipient): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([role, requestId, sessionId, userId]))
    .digest('hex');
  return BigInt(`0x${digest}`).toString(36).slice(-20);
}

function startOfDay(time: Date): Date {
  return new Date(Math.floor(time.getTime() / DAY) * DAY);
}
