import { completeAnswer } from '../domain/chat-message.ts';
import type { DeliveryMode } from '../domain/delivery-mode.ts';
import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import type { OrchestratorResponse } from '../domain/orchestrator-response.ts';
import type { TimeBudget } from '../domain/time-budget.ts';
import { abortAt } from './abort-at.ts';
import { answerIdentity, settledIdentity, type AnswerIdentity, type Invocation } from './answer-identity.ts';
import { factsOf } from './call.ts';
import { deliverAnswer } from './deliver-answer.ts';
import type { HandleRequestDependencies } from './handle-request.ts';
import { orchestrate } from './orchestrate.ts';
import { progressWriter } from './progress-writer.ts';
import { remembered } from './remembered.ts';
import { untilAborted } from './until-aborted.ts';

export interface ChatJob {
  readonly request: OrchestratorRequest;
  readonly mode: Extract<DeliveryMode, { kind: 'async' }>;
  readonly invocation: Invocation;
  readonly budget: TimeBudget;
}

/**
 * Works on a request and brings the answer into the chat. While the orchestrator works, the chat is opened, the session
 * checked and the answer's identity settled; what could not be found out then is asked again when there is an answer.
 *
 * @throws what the orchestrator threw, if it asks to be tried again and can be: the chat then stays as it is
 */
export async function answerInChat(deps: HandleRequestDependencies, job: ChatJob): Promise<OrchestratorResponse> {
  const { clock, logger, settings } = deps;
  const { request, invocation, budget } = job;
  const { recipient } = job.mode;
  const named = answerIdentity(request, recipient, invocation, clock.now());
  const chat = remembered(deps.chats[job.mode.kind]);
  const over = new AbortController(); // what is still being looked up when the job ends is not asked again and again
  const allowed = remembered(async () => (await chat()).sessions.belongsTo(recipient, over.signal));
  const settled = remembered(async () => settledIdentity(named, (await chat()).history, over.signal));
  void Promise.allSettled([allowed(), settled()]);

  const progress = progressWriter(
    { clock, logger, intervalMs: settings.progressIntervalMs, ttlDays: settings.messageTtlDays },
    {
      recipient,
      call: invocation,
      deadline: invocation.deadline,
      place: async () => ((await allowed()) ? { sink: (await chat()).sink, identity: await settled() } : undefined),
    },
  );
  const { lastTry = false } = invocation;
  const work = { request, call: invocation, lastTry, until: budget.workUntil, report: progress.report };
  try {
    const result = await orchestrate(deps, work).finally(progress.stop);
    if (result.kind === 'try-again') throw result.error;

    const { response } = result;
    const identity = named.stable ? named : await lookBack();
    const steps = response.thoughtSteps.length > 0 ? response.thoughtSteps : progress.steps;
    const answer = { ...response, thoughtSteps: steps, metadata: { ...factsOf(invocation), ...response.metadata } };
    const message = completeAnswer(identity, recipient, answer, clock.now(), settings.messageTtlDays);
    const delivery = await deliverAnswer(deps, { message, chat, allowed, budget });
    return { ...response, metadata: { ...response.metadata, delivery } };
  } finally {
    over.abort();
  }

  async function lookBack(): Promise<AnswerIdentity> {
    try {
      return await untilAborted(settled(), abortAt(budget.lookUntil, clock.now()));
    } catch (err) {
      logger.log('warn', 'An answer of an earlier try was not looked for', { messageId: named.id, err });
      return named;
    }
  }
}
