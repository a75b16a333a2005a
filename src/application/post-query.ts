import { randomUUID } from 'node:crypto';
import { ChatCourierError } from '../domain/chat-courier-error.ts';
import { humanMessage } from '../domain/chat-message.ts';
import type { Recipient } from '../domain/delivery-mode.ts';
import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import { answerIdentity, questionIdentity } from './answer-identity.ts';
import { logSessionRefused } from './deliver-answer.ts';
import type { Chats, DeliverySettings } from './handle-request.ts';
import type { Clock } from './ports/clock.ts';
import type { EventQueue } from './ports/event-queue.ts';
import type { Logger } from './ports/logger.ts';

export interface PostQueryDependencies {
  readonly chats: Chats;
  readonly events: EventQueue;
  readonly settings: Pick<DeliverySettings, 'messageTtlDays'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The user says something in a chat: it is stored, the job is started, and the id of its answer is known at once.
 *
 * @throws ChatCourierError `session-refused`; DeliveryError; what EventQueue throws
 */
export type PostQuery = (
  recipient: Recipient,
  query: Pick<OrchestratorRequest, 'query' | 'context'>,
) => Promise<{ readonly messageId: string }>;

export function postQuery({ chats, events, settings, clock, logger }: PostQueryDependencies): PostQuery {
  return async (recipient, { query, context }) => {
    const { sink, sessions } = await chats.async();
    if (!(await sessions.belongsTo(recipient))) {
      logSessionRefused(logger, { ...recipient });
      throw new ChatCourierError('session-refused', 'there is no such session of this user');
    }
    const requestId = randomUUID();
    const askedAt = clock.now();
    const submittedAt = new Date(askedAt.getTime() + 1); // the chat is sorted by time: the answer stands after the question
    const origin = { requestId, submittedAt };
    const request: OrchestratorRequest = {
      query,
      context,
      ...recipient,
      requestId,
      submittedAt: submittedAt.toISOString(),
      delivery: 'chat',
    };
    const identity = questionIdentity(requestId, recipient, askedAt);
    const question = humanMessage(identity, recipient, query, settings.messageTtlDays);
    await events.accept(request, origin, () => sink.deliver(question));
    return { messageId: answerIdentity(request, recipient, origin, askedAt).id };
  };
}
