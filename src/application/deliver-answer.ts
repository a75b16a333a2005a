import type { ChatMessage } from '../domain/chat-message.ts';
import type { DeliveryError } from '../domain/delivery-error.ts';
import type { DeliveryOutcome, DeliveryProblem } from '../domain/delivery-outcome.ts';
import type { DeliveryReceipt } from '../domain/result-sink.ts';
import type { TimeBudget } from '../domain/time-budget.ts';
import { abortAt } from './abort-at.ts';
import { asDeliveryError } from './as-delivery-error.ts';
import type { Chat } from './ports/chat.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import type { Figures, Metrics } from './ports/metrics.ts';
import { tooLargeAnswer } from './too-large-answer.ts';
import { untilAborted } from './until-aborted.ts';

export interface DeliverAnswerDependencies {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface Delivery {
  readonly message: ChatMessage;
  readonly chat: () => Promise<Chat>;
  /** Whether the session belongs to the user. */
  readonly allowed: () => Promise<boolean>;
  readonly budget: TimeBudget;
}

/**
 * Delivers a finished answer and tells what became of it. A failed write is logged, parked and reported, never thrown:
 * the orchestrator's work is done, and its response still goes back to whoever listens.
 *
 * The first words of the log lines are fixed: log searches depend on them.
 */
export async function deliverAnswer(deps: DeliverAnswerDependencies, delivery: Delivery): Promise<DeliveryOutcome> {
  const { clock, logger, metrics } = deps;
  const { message, chat, allowed, budget } = delivery;
  const started = clock.now();
  const duration = () => clock.now().getTime() - started.getTime();
  const facts = factsOf(message);
  const messageId = message.id;
  logger.log('info', 'ASYNC MODE: Writing results to ChatMessage table', facts);
  try {
    const signal = abortAt(budget.writeUntil, started);
    const { sink } = await untilAborted(chat(), signal);
    if (!(await untilAborted(allowed(), signal))) return refuse(deps, message);
    const receipt = await sink.deliver(message, signal);
    const { status, bytes, retries } = receipt;
    const durationMs = duration();
    logger.log('info', LINES[status], { ...facts, status, itemBytes: bytes, retries, durationMs });
    metrics.record(figuresOf(receipt, durationMs), { messageId });
    return { status, messageId };
  } catch (cause) {
    const error = asDeliveryError(cause);
    const { code, remedy, itemBytes, retries } = error;
    const durationMs = duration();
    const problem: DeliveryProblem = { code, message: error.message, remedy };
    const details = { ...facts, code, remedy, itemBytes, retries, durationMs, err: error };
    logger.log('error', `❌ Failed to write results to ChatMessage: ${error.message}`, details);
    metrics.record(
      { WriteFailure: 1, WriteLatency: durationMs, ...(retries !== undefined && { WriteRetries: retries }) },
      { code, messageId },
    );
    const parked = await park(deps, delivery, error);
    if (code === 'too-large') await tellTooLarge(deps, delivery, parked);
    return { status: parked, messageId, error: problem };
  }
}

type Parked = Extract<DeliveryOutcome['status'], 'parked' | 'failed'>;

async function park(
  { clock, logger, metrics }: DeliverAnswerDependencies,
  { message, chat, budget }: Delivery,
  { code, itemBytes }: DeliveryError,
): Promise<Parked> {
  try {
    const signal = abortAt(budget.parkUntil, clock.now());
    const parking = chat().then(({ undelivered }) => undelivered.park(message, signal));
    await untilAborted(parking, signal);
    logger.log('warn', 'The results are parked, to be delivered later', factsOf(message));
    metrics.record({ ResultsParked: 1 }, { messageId: message.id });
    return 'parked';
  } catch (err) {
    logger.log('fatal', 'RESULTS LOST: they could be neither written nor parked', {
      ...{ ...factsOf(message), ...allButContent(message), code, itemBytes, err },
    });
    metrics.record({ ResultsLost: 1 }, { code, messageId: message.id });
    return 'failed';
  }
}

/** The user must not wait for what will never fit. If this fails, too, redelivery does it. */
async function tellTooLarge(
  { clock, logger }: DeliverAnswerDependencies,
  { message, chat, budget }: Delivery,
  parked: Parked,
): Promise<void> {
  const facts = { sessionId: message.chatSessionId, messageId: message.id };
  try {
    const { sink } = await chat();
    const { status } = await sink.deliver(
      tooLargeAnswer(message, parked === 'parked'),
      abortAt(budget.parkUntil, clock.now()),
    );
    logger.log('info', 'The user was told that the result is too large', { ...facts, status });
  } catch (err) {
    logger.log('error', 'The user could not be told that the result is too large', { ...facts, err });
  }
}

function refuse({ logger, metrics }: DeliverAnswerDependencies, message: ChatMessage): DeliveryOutcome {
  const error: DeliveryProblem = {
    code: 'session-refused',
    message: 'the session does not exist or belongs to somebody else',
    remedy: 'Check who invokes this with which sessionId and userId; see the security events in the log.',
  };
  logSessionRefused(logger, { sessionId: message.chatSessionId, userId: message.owner, messageId: message.id });
  metrics.record({ SessionsRefused: 1 }, { messageId: message.id });
  return { status: 'refused', messageId: message.id, error };
}

/** Somebody tried to write into a chat that is not theirs. */
export function logSessionRefused(logger: Logger, facts: Readonly<Record<string, unknown>>): void {
  const line = 'SECURITY: refused to write into a session that does not belong to the user';
  logger.log('error', line, { securityEvent: 'session-refused', ...facts });
}

function figuresOf({ status, bytes, retries }: DeliveryReceipt, durationMs: number): Figures {
  if (status === 'discarded') return {};
  const written = status === 'delivered' ? { WriteSuccess: 1, MessageSize: bytes } : { DuplicatesSuppressed: 1 };
  return { ...written, WriteLatency: durationMs, ...(retries !== undefined && { WriteRetries: retries }) };
}

const LINES = {
  delivered: '✅ Results written to ChatMessage table',
  'already-delivered': '✅ Results written to ChatMessage table before: a duplicate was suppressed',
  discarded: 'Results discarded: no sink is configured',
};

/** What is needed to find out whose result was lost, and to tell them. */
function allButContent({ owner, role, responseComplete, createdAt, updatedAt, expiresAt, metadata }: ChatMessage) {
  const { success, executionTime, error } = metadata;
  const failure = error !== null && typeof error === 'object' && 'code' in error ? error.code : undefined;
  return { userId: owner, role, responseComplete, createdAt, updatedAt, expiresAt, success, executionTime, failure };
}

function factsOf({ id, chatSessionId, artifacts, thoughtSteps }: ChatMessage) {
  return {
    sessionId: chatSessionId,
    messageId: id,
    artifactCount: artifacts.length,
    thoughtStepCount: thoughtSteps.length,
  };
}
