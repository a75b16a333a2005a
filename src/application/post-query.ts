import { randomUUID } from 'node:crypto';
import { ChatCourierError } from '../domain/chat-courier-error.ts';
import { humanMessage } from '../domain/chat-message.ts';
import type { Recipient } from '../domain/delivery-mode.ts';
import { InvalidRequestError } from '../domain/invalid-request-error.ts';
import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import { answerIdentity, questionIdentity } from './answer-identity.ts';
import { logSessionRefused } from './deliver-answer.ts';
import type { DeliverySettings } from './delivery-settings.ts';
import type { Chats } from './ports/chat.ts';
import type { Clock } from './ports/clock.ts';
import type { EventQueue } from './ports/event-queue.ts';
import type { Logger } from './ports/logger.ts';
import type { Metrics } from './ports/metrics.ts';
import { untilAborted } from './until-aborted.ts';
import { withinTime } from './within-time.ts';

export interface PostQueryDependencies {
  readonly chats: Chats;
  readonly events: EventQueue;
  readonly settings: Pick<DeliverySettings, 'messageTtlDays'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * The user says something in a chat: it is stored, the job is started, and the id of its answer is known at once. Who
 * gives a `requestId` and a `submittedAt` may say it again: it is stored and worked on once.
 *
 * @throws InvalidRequestError for a `requestId` without a `submittedAt`; ChatCourierError `session-refused`; DeliveryError; what EventQueue throws
 */
export type PostQuery = (
  recipient: Recipient,
  query: Pick<OrchestratorRequest, 'query' | 'context' | 'requestId' | 'submittedAt'>,
  traceId?: string,
) => Promise<{ readonly messageId: string }>;

/** Milliseconds: a caller waits, and a place in the queue is held. */
const TIME_LIMIT = 10_000;

export function postQuery(dependencies: PostQueryDependencies): PostQuery {
  const { chats, events, settings, clock, logger, metrics } = dependencies;
  return (...said) => withinTime(TIME_LIMIT, undefined, (signal) => post(signal, ...said));

  async function post(
    ...[signal, recipient, said, traceId]: [AbortSignal, ...Parameters<PostQuery>]
  ): ReturnType<PostQuery> {
    const { sink, sessions, history } = await untilAborted(chats.async(), signal);
    if (!(await untilAborted(sessions.belongsTo(recipient, signal), signal))) {
      logSessionRefused(logger, { ...recipient, traceId });
      metrics.record({ SessionsRefused: 1 }, { traceId });
      throw new ChatCourierError('session-refused', 'there is no such session of this user');
    }
    const { requestId, askedAt } = nameOf(said, clock);
    const submittedAt = new Date(askedAt.getTime() + 1); // the chat is sorted by time: the answer stands after the question
    const request: OrchestratorRequest = {
      query: said.query,
      context: said.context,
      ...recipient,
      requestId,
      submittedAt: submittedAt.toISOString(),
      delivery: 'chat',
    };
    const { id: messageId, random } = answerIdentity(request, recipient, { requestId }, askedAt);
    if (said.requestId !== undefined) {
      const there = await untilAborted(history.get(messageId, { asStored: true, signal }), signal);
      if (there?.responseComplete) return { messageId };
    }

    const identity = questionIdentity(requestId, recipient, askedAt);
    const question = humanMessage(identity, recipient, said.query, settings.messageTtlDays);
    // A name of the caller's choice is not unique among all callers: the queue knows the job by the answer's name.
    await events.accept(request, { requestId: random, traceId, submittedAt }, () => sink.deliver(question, signal));
    return { messageId };
  }
}

function nameOf({ requestId, submittedAt }: Pick<OrchestratorRequest, 'requestId' | 'submittedAt'>, clock: Clock) {
  if (requestId !== undefined && submittedAt === undefined) {
    throw new InvalidRequestError([{ field: 'submittedAt', message: 'is required with requestId' }]);
  }
  const askedAt = submittedAt === undefined ? clock.now() : new Date(submittedAt);
  return { requestId: requestId ?? randomUUID(), askedAt };
}
