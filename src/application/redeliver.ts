import { ChatCourierError } from '../domain/chat-courier-error.ts';
import type { ChatMessage } from '../domain/chat-message.ts';
import { allInTime } from './all-in-time.ts';
import { deliverFinished, STEP_LIMIT, TOGETHER, type FinishedDelivery } from './deliver-finished.ts';
import type { DeliveryReport, Ending } from './delivery-report.ts';
import { onBehalfOf, type Call } from './call.ts';
import { errorOf } from './error-of.ts';
import { inChunks } from './in-chunks.ts';
import { jsonByteLength } from './json-byte-length.ts';
import type { KnownEndings } from './known-endings.ts';
import type { Chat, Chats } from './ports/chat.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import type { Metrics } from './ports/metrics.ts';
import { RedeliveryTally } from './redelivery-tally.ts';
import { untilAborted } from './until-aborted.ts';
import { withinTime } from './within-time.ts';

export interface RedeliverDependencies {
  readonly chats: Chats;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
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
  /** Told of each message that is still parked. */
  readonly problem?: (problem: RedeliveryProblem) => void;
  /** What the run is known by, in logs and metrics. */
  readonly call?: Call;
  /** Of earlier runs. What ended so is counted as it did, and nothing else is done about it. */
  readonly known?: KnownEndings;
}

/** A message that is still parked. */
export interface RedeliveryProblem {
  /** What the place where it is parked calls it. */
  readonly key: string;
  readonly reason: 'kept' | 'refused' | Error;
}

/** Delivers what is parked, idempotently, and removes what arrived. What is bad stops nothing else. */
export type Redeliver = (options?: RedeliveryOptions) => Promise<RedeliveryReport>;

interface Parked {
  readonly key: string;
  readonly message: ChatMessage;
  readonly bytes: number;
}

/** Milliseconds. For so long, whoever has a store may still deliver an answer that is too large without. */
const A_DAY = 86_400_000;

export function redeliver(dependencies: RedeliverDependencies): Redeliver {
  return async (options = {}) => {
    const { until, signal, call } = options;
    const deps = call ? onBehalfOf(dependencies, call) : dependencies;
    const left = until ? until.getTime() - deps.clock.now().getTime() : Infinity;
    const tally = new RedeliveryTally(deps, options);
    try {
      return await withinTime(left, signal, (end) => redeliverAll(deps, tally, end));
    } finally {
      tally.record();
    }
  };
}

async function redeliverAll(
  { chats, clock }: RedeliverDependencies,
  tally: RedeliveryTally,
  end: AbortSignal,
): Promise<RedeliveryReport> {
  try {
    const chat = await untilAborted(chats.async(), end);
    for await (const chunk of inChunks(readable(chat, tally, end), TOGETHER, ({ bytes }) => bytes)) {
      if (end.aborted) break;
      await redeliverChunk(chat, chunk, tally, { now: clock.now(), end });
    }
  } catch (error) {
    if (!end.aborted) throw error;
  }
  return tally.report;
}

/** What is parked and can be read. What was removed since it was listed is left out, and what earlier runs know. */
async function* readable({ undelivered }: Chat, tally: RedeliveryTally, end: AbortSignal): AsyncGenerator<Parked> {
  for await (const { key, read } of undelivered.all(end)) {
    if (end.aborted) return;
    if (tally.knows(key)) continue;
    const message = await withinTime(STEP_LIMIT, end, (signal) => untilAborted(read(), signal)).catch(errorOf);
    if (message instanceof Error) tally.note(key, unreadable(message));
    else if (message) yield { key, message, bytes: await jsonByteLength(message) };
  }
}

async function redeliverChunk(
  chat: Chat,
  chunk: readonly Parked[],
  tally: RedeliveryTally,
  { now, end }: FinishedDelivery,
): Promise<void> {
  const messages = chunk.map(({ message }) => message);
  const tellTooLargeBefore = new Date(now.getTime() - A_DAY);
  const endings = await deliverFinished(chat, messages, { now, end, tellTooLargeBefore });
  const removed = await allInTime(STEP_LIMIT, end, () =>
    chunk.map(async ({ key }, n) => {
      if (hasArrived(endings[n])) await chat.undelivered.remove(key);
    }),
  );
  for (const [n, { key, message }] of chunk.entries()) {
    const ending = endings[n] ?? new Error('there is no ending');
    tally.note(key, hasArrived(ending) ? (removed[n] ?? ending) : ending, message);
  }
}

function hasArrived(ending: Ending | Error | undefined): boolean {
  return ending === 'delivered' || ending === 'alreadyDelivered';
}

function unreadable(error: Error): Error {
  if (error instanceof ChatCourierError) return error;
  return new ChatCourierError('unreadable-entry', 'it could not be read', { cause: error });
}
