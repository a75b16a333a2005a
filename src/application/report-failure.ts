import { completeAnswer } from '../domain/chat-message.ts';
import type { DeliveryOutcome } from '../domain/delivery-outcome.ts';
import { InvalidRequestError } from '../domain/invalid-request-error.ts';
import { timeBudget } from '../domain/time-budget.ts';
import { acceptRequest, type AcceptedRequest } from './accept-request.ts';
import {
  answerIdentity,
  identityOf,
  settledIdentity,
  type AnswerIdentity,
  type Invocation,
} from './answer-identity.ts';
import { deliverAnswer } from './deliver-answer.ts';
import { failedJobResponse } from './failure-responses.ts';
import type { HandleRequestDependencies } from './handle-request.ts';
import type { Chat } from './ports/chat.ts';
import { untilAborted } from './until-aborted.ts';

/** A job that was given up by the platform. */
export interface FailedJob {
  /** The event, as it was accepted. */
  readonly event: unknown;
  /** The invocation of the job, as far as it is known; its deadline is that of this report. */
  readonly invocation: Invocation;
  readonly code: 'job-timeout' | 'job-crashed' | 'job-expired' | 'tries-exhausted';
  readonly tries: number;
}

export type ReportFailure = (job: FailedJob) => Promise<DeliveryOutcome | undefined>;

type Dependencies = Pick<HandleRequestDependencies, 'chats' | 'settings' | 'clock' | 'logger'>;

/** An event that is retried for six hours may have been answered, or begun, by its first try. */
const LOOK_BACK_MS = 8 * 3_600_000;

/** Tells the user that a job ended without a result, unless a finished answer is there. Undefined if it had no chat. */
export function reportFailure(deps: Dependencies): ReportFailure {
  return async ({ event, invocation, code, tries }) => {
    const { requestId, deadline } = invocation;
    const accepted = acceptOrUndefined(event);
    deps.logger.log('error', 'A job ended without a result', {
      requestId,
      code,
      tries,
      accepted: accepted !== undefined,
    });
    if (accepted?.mode.kind !== 'async') return undefined;

    const { recipient } = accepted.mode;
    const now = deps.clock.now();
    const chat = deps.chats.async();
    const allowed = chat.then(({ sessions }) => sessions.belongsTo(recipient));
    allowed.catch(() => undefined); // awaited by the delivery
    const named = answerIdentity(accepted.request, recipient, invocation, now);
    const until = timeBudget(now, deadline, deps.settings.reserveMs).writeUntil;
    const lookUpUntil = AbortSignal.timeout(Math.floor(Math.max(0, until.getTime() - now.getTime()) / 2));
    const lookingBack = chat.then((opened) => earlierIdentity(named, opened));
    const identity = await untilAborted(lookingBack, lookUpUntil).catch(() => named);
    const response = failedJobResponse({ code, retryable: true, executionTime: 0 });
    const message = completeAnswer(identity, recipient, response, now);
    return deliverAnswer(deps, { message, chat, allowed, until });

    /** The platform does not promise that this report knows the time that the tries agreed on. */
    async function earlierIdentity(identity: AnswerIdentity, { history }: Chat): Promise<AnswerIdentity> {
      const since = new Date(now.getTime() - LOOK_BACK_MS);
      const earlier = await history.findAnswer(recipient, identity.random, since);
      return earlier ? identityOf(earlier, identity) : settledIdentity(identity, history);
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
