import { ChatCourierError } from '../domain/chat-courier-error.ts';
import type { ChatMessage } from '../domain/chat-message.ts';
import { DeliveryError } from '../domain/delivery-error.ts';
import type { ErrorCode } from '../domain/error-code.ts';
import { logSessionRefused } from './deliver-answer.ts';
import type { Chats } from './handle-request.ts';
import type { Chat } from './ports/chat.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import type { ParkedResult } from './ports/undelivered-results.ts';
import { untilAborted } from './until-aborted.ts';
import { withinTime } from './within-time.ts';

export interface RedeliverDependencies {
  readonly chats: Chats;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Ending = 'delivered' | 'alreadyDelivered' | 'refused';

/** How many parked messages ended how. Those that were refused or failed are still parked. */
export interface RedeliveryReport extends Readonly<Record<Ending | 'failed', number>> {
  /** Those that failed, by the code of the error. */
  readonly failures: Readonly<Partial<Record<ErrorCode, number>>>;
}

export interface RedeliveryOptions {
  /** Nothing is waited for after this time. */
  readonly until?: Date;
  /** Ends the run soon. */
  readonly signal?: AbortSignal;
  /** Told after each message. */
  readonly progress?: (report: RedeliveryReport) => void;
}

/** Delivers what is parked, idempotently, and removes what arrived. What is bad stops nothing else. */
export type Redeliver = (options?: RedeliveryOptions) => Promise<RedeliveryReport>;

/** Milliseconds. A message that takes longer must not hold up the others. */
const MESSAGE_LIMIT = 30_000;

export function redeliver(deps: RedeliverDependencies): Redeliver {
  return (options = {}) => {
    const { until, signal } = options;
    const left = until ? until.getTime() - deps.clock.now().getTime() : Infinity;
    return withinTime(left, signal, (end) => redeliverAll(deps, options, end));
  };
}

async function redeliverAll(
  { chats, logger }: RedeliverDependencies,
  { signal: stop, progress }: RedeliveryOptions,
  end: AbortSignal,
): Promise<RedeliveryReport> {
  let report: RedeliveryReport = { delivered: 0, alreadyDelivered: 0, refused: 0, failed: 0, failures: {} };
  try {
    const chat = await untilAborted(chats.async(), end);
    for await (const parked of chat.undelivered.all(end)) {
      if (end.aborted) break;
      const ending = await withinTime(MESSAGE_LIMIT, end, (signal) => deliverParked(chat, parked, signal, logger));
      if (stop?.aborted && ending === 'out-of-time') break;
      report = counted(report, ending);
      progress?.(report);
    }
  } catch (error) {
    if (!end.aborted) throw error;
  }
  return report;
}

/** @returns undefined if it was removed since it was listed */
async function deliverParked(
  chat: Chat,
  { key, read }: ParkedResult,
  signal: AbortSignal,
  logger: Logger,
): Promise<Ending | ErrorCode | undefined> {
  let facts: Readonly<Record<string, unknown>> = { key };
  try {
    const message = await untilAborted(read(), signal);
    if (!message) return undefined;
    facts = { key, sessionId: message.chatSessionId, userId: message.owner, messageId: message.id };
    const ending = await deliver(chat, message, signal);
    if (ending === 'refused') logSessionRefused(logger, facts);
    else logger.log('info', 'A parked message was redelivered', { ...facts, ending });
    return ending;
  } catch (err) {
    const unknown = 'messageId' in facts ? 'unknown-write-error' : 'unreadable-entry';
    const code = err instanceof ChatCourierError ? err.code : unknown;
    logger.log('error', 'A parked message could not be redelivered', { ...facts, code, err });
    return code;
  }
}

/** A refused message stays parked: the wrong table of sessions would refuse them all. */
async function deliver(chat: Chat, message: ChatMessage, signal: AbortSignal): Promise<Ending> {
  const recipient = { sessionId: message.chatSessionId, userId: message.owner };
  if (!(await untilAborted(chat.sessions.belongsTo(recipient), signal))) return 'refused';
  const { status } = await untilAborted(chat.sink.deliver(message, signal), signal);
  if (status === 'discarded')
    throw new DeliveryError('table-not-configured', 'no sink keeps messages', 'Configure one.');
  await untilAborted(chat.undelivered.remove(message.id), signal);
  return status === 'delivered' ? 'delivered' : 'alreadyDelivered';
}

function counted(report: RedeliveryReport, ending: Ending | ErrorCode | undefined): RedeliveryReport {
  switch (ending) {
    case undefined:
      return report;
    case 'delivered':
    case 'alreadyDelivered':
    case 'refused':
      return { ...report, [ending]: report[ending] + 1 };
    default: {
      const failures = { ...report.failures, [ending]: (report.failures[ending] ?? 0) + 1 };
      return { ...report, failed: report.failed + 1, failures };
    }
  }
}
