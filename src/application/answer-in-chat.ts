import { completeAnswer } from '../domain/chat-message.ts';
import type { DeliveryMode } from '../domain/delivery-mode.ts';
import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import type { OrchestratorResponse } from '../domain/orchestrator-response.ts';
import type { TimeBudget } from '../domain/time-budget.ts';
import { aWhile } from './a-while.ts';
import { abortAt } from './abort-at.ts';
import { answerIdentity, settledIdentity, type AnswerIdentity, type Invocation } from './answer-identity.ts';
import { factsOf } from './call.ts';
import { deliverAnswer } from './deliver-answer.ts';
import type { HandleRequestDependencies } from './handle-request.ts';
import { orchestrate } from './orchestrate.ts';
import { parseOrchestratorResponse } from './parse-orchestrator-response.ts';
import { progressWriter } from './progress-writer.ts';
import { remembered } from './remembered.ts';
import { untilAborted } from './until-aborted.ts';

export interface ChatJob {
  readonly request: OrchestratorRequest;
  readonly mode: Extract<DeliveryMode, { kind: 'async' }>;
  readonly invocation: Invocation;
  readonly budget: TimeBudget;
}

/** Milliseconds. Opening a chat may load much code: an orchestrator that is called over a network is called first. */
const OPEN_AFTER_MS = 100;

/** Something to rehearse a delivery with. It is never delivered. */
const REHEARSED: OrchestratorResponse = {
  success: true,
  message: 'rehearsal',
  artifacts: [],
  thoughtSteps: [],
  metadata: { executionTime: 0, toolsUsed: [] },
};

/**
 * Works on a request and brings the answer into the chat. When the orchestrator has worked for a while, or has ended, the
 * chat is opened, the session checked and the answer's identity settled; while it works on, the delivery is rehearsed.
 * What could not be found out then is asked again when there is an answer.
 *
 * @throws what the orchestrator threw, if it asks to be tried again and can be: the chat then stays as it is
 */
export async function answerInChat(deps: HandleRequestDependencies, job: ChatJob): Promise<OrchestratorResponse> {
  const { clock, logger, settings } = deps;
  const { request, invocation, budget } = job;
  const { recipient } = job.mode;
  const acceptedAt = clock.now();
  // Not now: it loads node:crypto.
  const named = remembered(() => Promise.resolve(answerIdentity(request, recipient, invocation, acceptedAt)));
  const chat = remembered(deps.chats[job.mode.kind]);
  const over = new AbortController(); // what is still being looked up when the job ends is not asked again and again
  const allowed = remembered(async () => (await chat()).sessions.belongsTo(recipient, over.signal));
  const settled = remembered(async () => settledIdentity(await named(), (await chat()).history, over.signal));
  const lookUp = () => Promise.allSettled([allowed(), settled()]);

  const worked = new AbortController();
  const hasWorked = () => worked.signal.aborted;
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
        return (await allowed()) ? { sink: (await chat()).sink, identity: await settled() } : undefined;
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

    void lookUp();
    const { response } = result;
    const identity = await lookBack();
    const steps = response.thoughtSteps.length > 0 ? response.thoughtSteps : progress.steps;
    const answer = { ...response, thoughtSteps: steps, metadata: { ...factsOf(invocation), ...response.metadata } };
    const message = completeAnswer(identity, recipient, answer, clock.now(), settings.messageTtlDays);
    const delivery = await deliverAnswer(deps, { message, chat, allowed, budget });
    return { ...response, metadata: { ...response.metadata, delivery } };
  } finally {
    over.abort();
  }

  async function makeReady(): Promise<void> {
    if (hasWorked()) return;
    const { id, stable } = await named();
    const { sessionId } = recipient;
    logger.log('info', 'ASYNC MODE: Working on a request', { sessionId, ...(stable && { messageId: id }) });
    void lookUp();
    const answer = await parseOrchestratorResponse(REHEARSED); // as an answer's own way begins
    const message = completeAnswer(await named(), recipient, answer, acceptedAt, settings.messageTtlDays);
    const { sink } = await chat();
    if (!hasWorked()) await sink.rehearse?.(message);
  }

  async function lookBack(): Promise<AnswerIdentity> {
    const first = await named();
    if (first.stable) return first;
    try {
      return await untilAborted(settled(), abortAt(budget.lookUntil, clock.now()));
    } catch (err) {
      logger.log('warn', 'An answer of an earlier try was not looked for', { messageId: first.id, err });
      return first;
    }
  }
}
