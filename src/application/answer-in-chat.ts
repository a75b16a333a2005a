import { completeAnswer } from '../domain/chat-message.ts';
import type { DeliveryMode } from '../domain/delivery-mode.ts';
import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import type { OrchestratorResponse } from '../domain/orchestrator-response.ts';
import type { TimeBudget } from '../domain/time-budget.ts';
import { answerIdentity, settledIdentity, type Invocation } from './answer-identity.ts';
import { deliverAnswer } from './deliver-answer.ts';
import type { HandleRequestDependencies } from './handle-request.ts';
import { orchestrate } from './orchestrate.ts';
import type { Chat } from './ports/chat.ts';
import { progressWriter } from './progress-writer.ts';
import { untilAborted } from './until-aborted.ts';

export interface ChatJob {
  readonly request: OrchestratorRequest;
  readonly mode: Extract<DeliveryMode, { kind: 'async' }>;
  readonly invocation: Invocation;
  readonly budget: TimeBudget;
}

/**
 * Works on a request and brings the answer into the chat. While the orchestrator works, the chat is opened, the session
 * checked and the answer's identity settled.
 *
 * @throws what the orchestrator threw, if it asks to be tried again: the chat then stays as it is
 */
export async function answerInChat(deps: HandleRequestDependencies, job: ChatJob): Promise<OrchestratorResponse> {
  const { request, invocation, budget } = job;
  const { recipient } = job.mode;
  const chat = deps.chats[job.mode.kind]();
  const allowed = chat.then(({ sessions }) => sessions.belongsTo(recipient));
  const named = answerIdentity(request, recipient, invocation, deps.clock.now());
  const settling = chat.then(({ history }) => settledIdentity(named, history));
  for (const promise of [allowed, settling]) promise.catch(() => undefined); // awaited below, when there is an answer

  const place = openPlace(chat, allowed, settling);
  const progress = progressWriter(
    { clock: deps.clock, logger: deps.logger, intervalMs: deps.settings.progressIntervalMs },
    { recipient, deadline: invocation.deadline, place },
  );
  const { requestId } = invocation;
  const work = { request, requestId, until: budget.workUntil, report: progress.report };
  const result = await orchestrate(deps, work).finally(progress.stop);
  if (result.kind === 'try-again') throw result.error;

  const { response } = result;
  const lookUpUntil = AbortSignal.timeout(
    Math.floor(Math.max(0, budget.writeUntil.getTime() - deps.clock.now().getTime()) / 2),
  );
  const identity = await untilAborted(settling, lookUpUntil).catch(() => named);
  const steps = response.thoughtSteps.length > 0 ? response.thoughtSteps : progress.steps;
  const message = completeAnswer(identity, recipient, { ...response, thoughtSteps: steps }, deps.clock.now());
  const delivery = await deliverAnswer(deps, { message, chat, allowed, until: budget.writeUntil });
  return { ...response, metadata: { ...response.metadata, delivery } };
}

async function openPlace(chat: Promise<Chat>, allowed: Promise<boolean>, identity: ReturnType<typeof settledIdentity>) {
  try {
    return (await allowed) ? { sink: (await chat).sink, identity: await identity } : undefined;
  } catch {
    return undefined; // reported by the delivery of the answer
  }
}
