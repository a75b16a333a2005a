import { completeAnswer, type ChatMessage } from '../domain/chat-message.ts';
import type { DeliveryOutcome } from '../domain/delivery-outcome.ts';
import { InvalidRequestError } from '../domain/invalid-request-error.ts';
import { timeBudget } from '../domain/time-budget.ts';
import { acceptRequest, type AcceptedRequest } from './accept-request.ts';
import { abortAt } from './abort-at.ts';
import {
  answerIdentity,
  identityOf,
  settledIdentity,
  type AnswerIdentity,
  type Invocation,
} from './answer-identity.ts';
import { factsOf, onBehalfOf } from './call.ts';
import { deliverAnswer } from './deliver-answer.ts';
import { failedJobResponse } from './failure-responses.ts';
import type { HandleRequestDependencies } from './handle-request.ts';
import { remembered } from './remembered.ts';
import { untilAborted } from './until-aborted.ts';

/** A job that was given up by the platform. */
export interface FailedJob {
  /** The event, as it was accepted. */
  readonly event: unknown;
  /** The invocation of the job, as far as it is known; its deadline is that of this report. */
  readonly invocation: Invocation;
  /** Whether the tries were given the same request id and time as this report. */
  readonly sameInvocation: boolean;
  readonly code: 'job-timeout' | 'job-crashed' | 'job-expired' | 'tries-exhausted';
  readonly tries: number;
}

/**
 * Tells the user that a job ended without a result, unless a finished answer is there. Undefined if it had no chat.
 *
 * @throws what reading the chat threw, if the answer's id is not known without: a second message might be written
 */
export type ReportFailure = (job: FailedJob) => Promise<DeliveryOutcome | undefined>;

/** What an earlier try may have left. */
interface Begun {
  readonly identity: AnswerIdentity;
  readonly earlier?: ChatMessage | undefined;
}

type Dependencies = Pick<HandleRequestDependencies, 'chats' | 'settings' | 'clock' | 'logger' | 'metrics'>;

/** An event that is retried for six hours may have been answered, or begun, by its first try. */
const LOOK_BACK_MS = 8 * 3_600_000;

/** Its failure will be reported again, or how it ended was counted before. */
const UNCOUNTED = new Set<DeliveryOutcome['status']>(['failed', 'already-delivered']);

export function reportFailure(dependencies: Dependencies): ReportFailure {
  return async ({ event, invocation, sameInvocation, code, tries }) => {
    const { chats, settings, clock, logger, metrics } = onBehalfOf(dependencies, invocation);
    const accepted = acceptOrUndefined(event);
    const facts = { code, tries, accepted: accepted !== undefined };
    logger.log('error', 'A job ended without a result', facts);
    const count = () => {
      metrics.record({ JobFailure: 1, ...(code === 'job-timeout' && { JobTimeouts: 1 }) }, { code });
    };
    if (accepted?.mode.kind !== 'async') {
      count();
      return undefined;
    }

    const { recipient } = accepted.mode;
    const now = clock.now();
    const budget = timeBudget(now, invocation.deadline, settings.reserveMs);
    const chat = chats[accepted.mode.kind];
    const over = new AbortController();
    const allowed = remembered(async () => (await chat()).sessions.belongsTo(recipient, over.signal));
    const named = answerIdentity(accepted.request, recipient, invocation, now);
    const known = named.stable && (sameInvocation || accepted.request.submittedAt !== undefined);
    try {
      const { identity, earlier } = await untilAborted(lookBack(), abortAt(budget.lookUntil, now)).catch(
        (error: unknown): Begun => {
          if (!known) throw error;
          logger.log('warn', 'An answer of an earlier try was not looked for', { ...facts, err: error });
          return { identity: named };
        },
      );

      const response = failedJobResponse({ code, retryable: true, executionTime: 0 });
      const thoughtSteps = earlier?.thoughtSteps ?? [];
      const answer = { ...response, thoughtSteps, metadata: { ...factsOf(invocation), ...response.metadata } };
      const message = completeAnswer(identity, recipient, answer, now, settings.messageTtlDays);
      const outcome = await deliverAnswer({ clock, logger, metrics }, { message, chat, allowed, budget });
      if (!UNCOUNTED.has(outcome.status)) count();
      return outcome;
    } finally {
      over.abort();
    }

    async function lookBack(): Promise<Begun> {
      const { history } = await chat();
      if (known)
        return { identity: named, earlier: await history.get(named.id, { asStored: true, signal: over.signal }) };
      const since = new Date(now.getTime() - LOOK_BACK_MS);
      const earlier = await history.findAnswer(recipient, named.random, since, over.signal);
      return {
        identity: earlier ? identityOf(earlier, named) : await settledIdentity(named, history, over.signal),
        earlier,
      };
    }
  };
}

function acceptOrUndefined(event: unknown): AcceptedRequest | undefined {
  try {
    return acceptRequest(event);
  } catch (error) {
    if (error instanceof InvalidRequestError) return undefined;
    throw error;
  }
}
