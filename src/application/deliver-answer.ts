import type { ChatMessage } from '../domain/chat-message.ts';
import { DeliveryError } from '../domain/delivery-error.ts';
import type { DeliveryOutcome } from '../domain/delivery-outcome.ts';
import type { ResultSink } from '../domain/result-sink.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';

interface Dependencies {
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Delivers a finished answer and tells what became of it. A failed write is logged and reported, never thrown: the
 * orchestrator's work is done, and its response still goes back to whoever listens.
 *
 * The first words of the log lines are fixed: log searches depend on them.
 */
export async function deliverAnswer(
  { clock, logger }: Dependencies,
  opening: Promise<ResultSink>,
  message: ChatMessage,
): Promise<DeliveryOutcome> {
  const started = clock.now().getTime();
  const facts = {
    sessionId: message.chatSessionId,
    messageId: message.id,
    artifactCount: message.artifacts.length,
    thoughtStepCount: message.thoughtSteps.length,
  };
  const duration = () => clock.now().getTime() - started;
  logger.log('info', 'ASYNC MODE: Writing results to ChatMessage table', facts);
  try {
    const { status, bytes } = await (await opening).deliver(message);
    const line = status === 'discarded' ? 'Results discarded: no sink is configured' : LINE[status];
    logger.log('info', line, { ...facts, status, itemBytes: bytes, durationMs: duration() });
    return { status, messageId: message.id };
  } catch (cause) {
    const error = asDeliveryError(cause);
    const { code, remedy } = error;
    logger.log('error', `❌ Failed to write results to ChatMessage: ${error.message}`, {
      ...facts,
      code,
      remedy,
      itemBytes: error.itemBytes,
      durationMs: duration(),
      err: error,
    });
    return { status: 'failed', messageId: message.id, error: { code, message: error.message, remedy } };
  }
}

const LINE = {
  delivered: '✅ Results written to ChatMessage table',
  'already-delivered': '✅ Results written to ChatMessage table before: a duplicate was suppressed',
};

function asDeliveryError(cause: unknown): DeliveryError {
  if (cause instanceof DeliveryError) return cause;
  return new DeliveryError('unknown-write-error', 'an unexpected error', 'See the cause in this log line.', { cause });
}
