import { ChatCourierError } from '../domain/chat-courier-error.ts';
import type { ChatMessage } from '../domain/chat-message.ts';
import { allInTime } from './all-in-time.ts';
import { logSessionRefused } from './deliver-answer.ts';
import { deliverFinished, STEP_LIMIT, TOGETHER } from './deliver-finished.ts';
import { codeOf, counted, NOTHING_YET, type DeliveryReport, type Ending } from './delivery-report.ts';
import { errorOf } from './error-of.ts';
import type { Chats } from './handle-request.ts';
import { inChunks } from './in-chunks.ts';
import type { Chat } from './ports/chat.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import { untilAborted } from './until-aborted.ts';
import { withinTime } from './within-time.ts';

export interface RedeliverDependencies {
  readonly chats: Chats;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How many parked messages ended how. Those that were kept, refused or failed are still parked. */
export type RedeliveryReport = DeliveryReport;

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

interface Parked {
  readonly key: string;
  readonly message: ChatMessage;
  readonly bytes: number;
}

/** Told how a parked message ended. */
type Tell = (facts: Readonly<Record<string, unknown>>, ending: Ending | Error) => void;

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
  let report = NOTHING_YET;
  const tell: Tell = (facts, ending) => {
    logEnding(logger, facts, ending);
    if (stop?.aborted && ending instanceof Error && codeOf(ending) === 'out-of-time') return;
    report = counted(report, ending);
    progress?.(report);
  };
  try {
    const chat = await untilAborted(chats.async(), end);
    for await (const chunk of inChunks(readable(chat, tell, end), TOGETHER, ({ bytes }) => bytes)) {
      if (end.aborted) break;
      await redeliverChunk(chat, chunk, tell, end);
    }
  } catch (error) {
    if (!end.aborted) throw error;
  }
  return report;
}

/** What is parked and can be read. What was removed since it was listed is left out. */
async function* readable({ undelivered }: Chat, tell: Tell, end: AbortSignal): AsyncGenerator<Parked> {
  for await (const { key, read } of undelivered.all(end)) {
    if (end.aborted) return;
    const message = await withinTime(STEP_LIMIT, end, (signal) => untilAborted(read(), signal)).catch(errorOf);
    if (message instanceof Error) tell({ key }, unreadable(message));
    else if (message) yield { key, message, bytes: JSON.stringify(message).length };
  }
}

async function redeliverChunk(chat: Chat, chunk: readonly Parked[], tell: Tell, end: AbortSignal): Promise<void> {
  const messages = chunk.map(({ message }) => message);
  const endings = await deliverFinished(chat, messages, end);
  const removed = await allInTime(STEP_LIMIT, end, () =>
    chunk.map(async ({ key }, n) => {
      if (hasArrived(endings[n])) await chat.undelivered.remove(key);
    }),
  );
  for (const [n, { key, message }] of chunk.entries()) {
    const facts = { key, sessionId: message.chatSessionId, userId: message.owner, messageId: message.id };
    const ending = endings[n] ?? new Error('there is no ending');
    tell(facts, hasArrived(ending) ? (removed[n] ?? ending) : ending);
  }
}

function hasArrived(ending: Ending | Error | undefined): boolean {
  return ending === 'delivered' || ending === 'alreadyDelivered';
}

function unreadable(error: Error): Error {
  if (error instanceof ChatCourierError) return error;
  return new ChatCourierError('unreadable-entry', 'it could not be read', { cause: error });
}

/** A refused message stays parked: the wrong table of sessions would refuse them all. */
function logEnding(logger: Logger, facts: Readonly<Record<string, unknown>>, ending: Ending | Error): void {
  if (ending === 'refused') logSessionRefused(logger, facts);
  else if (ending === 'kept') {
    logger.log('warn', 'A parked message is kept: another one stands in its place, say that its job failed', facts);
  } else if (ending instanceof Error) {
    const details = { ...facts, code: codeOf(ending), err: ending };
    logger.log('error', 'A parked message could not be redelivered', details);
  } else logger.log('info', 'A parked message was redelivered', { ...facts, ending });
}
