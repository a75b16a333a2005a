import { completeAnswer } from '../domain/chat-message.ts';
import type { DeliveryMode } from '../domain/delivery-mode.ts';
import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import type { OrchestratorResponse } from '../domain/orchestrator-response.ts';
import type { TimeBudget } from '../domain/time-budget.ts';
import { aWhile } from './a-while.ts';
import { abortAt } from './abort-at.ts';
import type { AnswerIdentity, Invocation } from './answer-identity.ts';
import { factsOf } from './call.ts';
import { chatOfJob } from './chat-of-job.ts';
import { deliverAnswer } from './deliver-answer.ts';
import type { HandleRequestDependencies } from './handle-request.ts';
import { orchestrate } from './orchestrate.ts';
import { progressWriter } from './progress-writer.ts';
import { rehearseDelivery } from './rehearse-delivery.ts';
import { untilAborted } from './until-aborted.ts';

export interface ChatJob {
  readonly request: OrchestratorRequest;
  readonly mode: Extract<DeliveryMode, { kind: 'async' }>;
  readonly invocation: Invocation;
  readonly budget: TimeBudget;
}

/** Milliseconds. Opening a chat may load much code: an orchestrator that is called over a network is called first. */
const OPEN_AFTER_MS = 100;

/**
 * Works on a request and brings the answer into the chat. When the orchestrator has worked for a while, or has ended, the
 * chat is opened, the session checked and the answer's identity settled; while it works on, the delivery is rehearsed.
 * What could not be found out then is asked again when there is an answer.
 *
 * @throws what the orchestrator threw, if it asks to be tried again and can be: the chat then stays as it is
 */
export async function answerInChat(deps: HandleRequestDependencies, job: ChatJob): Promise<OrchestratorResponse> {
  const { clock, logger, settings } = deps;
  const { request, mode, invocation, budget } = job;
  const { recipient } = mode;
  const acceptedAt = clock.now();
  const over = new AbortController();
  const chat = chatOfJob(deps.chats, job, acceptedAt, over.signal);

  const worked = new AbortController();
  const time = aWhile(OPEN_AFTER_MS, worked.signal);
  void time.then(makeReady).catch(() => undefined); // the delivery meets the same, and tells it

  const progress = progressWriter(
    { clock, logger, intervalMs: settings.progressIntervalMs, ttlDays: settings.messageTtlDays },
    {
      recipient,
      call: invocation,
      deadline: invocation.deadline,
      place: async () => {
        await time;
        if (!(await chat.allowed())) return undefined;
        return { sink: (await chat.open()).sink, identity: await chat.settled() };
      },
    },
  );
  const { lastTry = false } = invocation;
  const work = { request, call: invocation, lastTry, until: budget.workUntil, report: progress.report };
  try {
    const result = await orchestrate(deps, work).finally(() => {
      worked.abort();
      progress.stop();
    });
    if (result.kind === 'try-again') throw result.error;

    chat.lookUp();
    const { response } = result;
    const identity = await lookBack();
    const steps = response.thoughtSteps.length > 0 ? response.thoughtSteps : progress.steps;
    const answer = { ...response, thoughtSteps: steps, metadata: { ...factsOf(invocation), ...response.metadata } };
    const message = completeAnswer(identity, recipient, answer, clock.now(), settings.messageTtlDays);
    const delivery = await deliverAnswer(deps, { message, chat: chat.open, allowed: chat.allowed, budget });
    return { ...response, metadata: { ...response.metadata, delivery } };
  } finally {
    over.abort();
  }

  async function makeReady(): Promise<void> {
    if (worked.signal.aborted) return;
    const identity = await chat.named();
    const facts = { sessionId: recipient.sessionId, ...(identity.stable && { messageId: identity.id }) };
    logger.log('info', 'ASYNC MODE: Working on a request', facts);
    chat.lookUp();
    await rehearseDelivery({ open: chat.open, identity, recipient, now: acceptedAt }, worked.signal);
  }

  async function lookBack(): Promise<AnswerIdentity> {
    const named = await chat.named();
    if (named.stable) return named;
    try {
      return await untilAborted(chat.settled(), abortAt(budget.lookUntil, clock.now()));
    } catch (err) {
      logger.log('warn', 'An answer of an earlier try was not looked for', { messageId: named.id, err });
      return named;
    }
  }
}
