import { randomUUID } from 'node:crypto';
import { humanMessage } from '../domain/chat-message.ts';
import type { Recipient } from '../domain/delivery-mode.ts';
import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import { answerIdentity, messageIdentity } from './answer-identity.ts';
import type { ResultSinks } from './handle-request.ts';
import type { Clock } from './ports/clock.ts';
import type { EventQueue } from './ports/event-queue.ts';

export interface PostQueryDependencies {
  readonly sinks: ResultSinks;
  readonly events: EventQueue;
  readonly clock: Clock;
}

/** The user says something in a chat: it is stored, the job is started, and the id of its answer is known at once. */
export type PostQuery = (
  recipient: Recipient,
  query: Pick<OrchestratorRequest, 'query' | 'context'>,
) => Promise<{ readonly messageId: string }>;

export function postQuery({ sinks, events, clock }: PostQueryDependencies): PostQuery {
  return async (recipient, { query, context }) => {
    const requestId = randomUUID();
    const askedAt = clock.now();
    const answeredAt = new Date(askedAt.getTime() + 1); // the chat is sorted by time: the answer stands after the question
    const invocation = { requestId, submittedAt: answeredAt };

    const sink = await sinks.async();
    await sink.deliver(humanMessage(messageIdentity('human', requestId, recipient, askedAt), recipient, query));
    const request: OrchestratorRequest = {
      query,
      context,
      ...recipient,
      requestId,
      submittedAt: answeredAt.toISOString(),
      delivery: 'chat',
    };
    await events.accept(request, invocation);
    return { messageId: answerIdentity(request, recipient, invocation).id };
  };
}
