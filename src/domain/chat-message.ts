import { ChatCourierError } from './chat-courier-error.ts';
import type { Recipient } from './delivery-mode.ts';
import { isMessageId } from './message-id.ts';
import type { Artifact, OrchestratorResponse, ThoughtStep } from './orchestrator-response.ts';

/** One message of a chat session. An answer is `role: 'ai'`; once its `responseComplete` is true it never changes. */
export interface ChatMessage {
  /** `msg-{timestamp}-{random}` for what chat-courier writes; an app may name its own messages otherwise. */
  readonly id: string;
  readonly chatSessionId: string;
  /** The user's `sub`. */
  readonly owner: string;
  readonly role: 'human' | 'ai';
  readonly text: string;
  readonly responseComplete: boolean;
  readonly artifacts: readonly Artifact[];
  readonly thoughtSteps: readonly ThoughtStep[];
  readonly metadata: Readonly<Record<string, unknown>>;
  /** ISO 8601. The message's place in the chat: set once. */
  readonly createdAt: string;
  /** ISO 8601. */
  readonly updatedAt: string;
  /** ISO 8601. When an unfinished answer will be finished, one way or another; absent from a finished one. */
  readonly deadlineAt?: string | undefined;
  /** Orders the states of an unfinished answer; absent from a finished one. */
  readonly revision?: number | undefined;
  /** Epoch seconds, whole. From then on the message counts as forgotten; absent: never. */
  readonly expiresAt?: number | undefined;
}

/** What a message is called and where it stands in the chat. Every try of one job agrees on it. */
export interface MessageIdentity {
  readonly id: string;
  readonly createdAt: Date;
}

const SECONDS_A_DAY = 86_400;

const TEXT_OF_SILENCE = {
  success: 'Done. The result came without a text.',
  failure: 'This did not work, and no reason was given.',
};

/**
 * What the user said, as a message of the chat.
 *
 * @param ttlDays how many days later it may be forgotten; absent: never
 */
export function humanMessage(
  identity: MessageIdentity,
  recipient: Recipient,
  text: string,
  ttlDays?: number,
): ChatMessage {
  return checked({
    ...envelope(identity, recipient, identity.createdAt, ttlDays),
    role: 'human',
    text,
    artifacts: [],
    thoughtSteps: [],
    metadata: {},
  });
}

/** Where an unfinished answer stands. */
export interface Progress {
  readonly steps: readonly ThoughtStep[];
  readonly metadata: ChatMessage['metadata'];
  readonly revision: number;
  readonly deadline: Date;
}

/**
 * The answer as long as the orchestrator works on it: the steps so far, no artifacts.
 *
 * @param ttlDays how many days after `now` it may be forgotten; absent: never
 */
export function pendingAnswer(
  identity: MessageIdentity,
  recipient: Recipient,
  { steps, metadata, revision, deadline }: Progress,
  now: Date,
  ttlDays?: number,
): ChatMessage {
  return checked({
    ...envelope(identity, recipient, now, ttlDays),
    role: 'ai',
    text: 'Working on it …',
    responseComplete: false,
    artifacts: [],
    thoughtSteps: steps,
    metadata,
    deadlineAt: deadline.toISOString(),
    revision,
  });
}

/**
 * The finished answer to a request. A response that reports a failure says so in `metadata.success`, since a message
 * has no other place for it.
 *
 * @param now when the answer was finished
 * @param ttlDays how many days after `now` it may be forgotten; absent: never
 */
export function completeAnswer(
  identity: MessageIdentity,
  recipient: Recipient,
  response: OrchestratorResponse,
  now: Date,
  ttlDays?: number,
): ChatMessage {
  return checked({
    ...envelope(identity, recipient, now, ttlDays),
    role: 'ai',
    text: response.message.trim() === '' ? TEXT_OF_SILENCE[response.success ? 'success' : 'failure'] : response.message,
    artifacts: response.artifacts,
    thoughtSteps: response.thoughtSteps,
    metadata: withOutcome(response),
  });
}

/** A message that is not marked tells of a success. */
function withOutcome({ success, metadata }: OrchestratorResponse): ChatMessage['metadata'] {
  return success && metadata['success'] !== false ? metadata : { ...metadata, success };
}

function envelope(identity: MessageIdentity, recipient: Recipient, now: Date, ttlDays: number | undefined) {
  const updatedAt = now < identity.createdAt ? identity.createdAt : now;
  return {
    id: identity.id,
    chatSessionId: recipient.sessionId,
    owner: recipient.userId,
    responseComplete: true,
    createdAt: identity.createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    ...(ttlDays !== undefined && { expiresAt: Math.ceil(updatedAt.getTime() / 1_000) + ttlDays * SECONDS_A_DAY }),
  };
}

function checked(message: ChatMessage): ChatMessage {
  const wrong = [
    !isMessageId(message.id) && 'id is not of the form msg-{timestamp}-{random}',
    message.chatSessionId === '' && 'chatSessionId is empty',
    message.owner === '' && 'owner is empty',
    message.role === 'human' && message.text === '' && 'text is empty',
  ].filter((reason) => reason !== false);
  if (wrong.length > 0) throw new ChatCourierError('invalid-message', `not a chat message: ${wrong.join(', ')}`);
  return message;
}
