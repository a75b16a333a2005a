import type { ChatMessage } from '../domain/chat-message.ts';
import { DeliveryError } from '../domain/delivery-error.ts';
import type { DeliveryResult } from '../domain/result-sink.ts';
import { isExpired } from '../domain/is-expired.ts';
import { tellsOfFailure } from '../domain/tells-of-failure.ts';
import { allInTime } from './all-in-time.ts';
import type { Ending } from './delivery-report.ts';
import type { Chat } from './ports/chat.ts';
import type { ChatSessions } from './ports/chat-sessions.ts';
import { tooLargeAnswer } from './too-large-answer.ts';

/** As many finished messages as are delivered at once. Bytes: as JSON. */
export const TOGETHER = { count: 25, bytes: 16_000_000 };

/** Milliseconds for each step. What takes longer must not hold up the others. */
export const STEP_LIMIT = 30_000;

/** Milliseconds: what is large has to be uploaded. */
const DELIVERY_LIMIT = 150_000;

/** When messages are delivered. */
export interface FinishedDelivery {
  readonly now: Date;
  /** Nothing is waited for any more. */
  readonly end: AbortSignal;
  /**
   * The user is told that an answer is too large if it was finished before this time. Until then it fails: with a store
   * for artifacts, somebody else can still deliver it. Absent: it fails.
   */
  readonly tellTooLargeBefore?: Date;
}

/**
 * Brings finished messages into their chats, in one operation; each session is checked once. There is one ending or
 * error for each message, in their order.
 */
export async function deliverFinished(
  { sink, sessions, history }: Pick<Chat, 'sink' | 'sessions' | 'history'>,
  messages: readonly ChatMessage[],
  delivery: FinishedDelivery,
): Promise<readonly (Ending | Error)[]> {
  const { end } = delivery;
  const checked = await allInTime(STEP_LIMIT, end, () => checks(sessions, messages));
  const own = messages.filter((_, n) => checked[n] === true);
  const [results = []] = await allInTime(DELIVERY_LIMIT, end, (signal) => [sink.deliverAll(own, signal)]);
  const place = new Map(own.map((message, n) => [message, n]));
  return allInTime(STEP_LIMIT, end, () =>
    messages.map((message, n) => {
      const allowed = checked[n];
      if (allowed instanceof Error) return Promise.reject(allowed);
      if (!allowed) return Promise.resolve('refused');
      const result = results instanceof Error ? results : results[place.get(message) ?? -1];
      return endingOf({ sink, history }, message, result, delivery);
    }),
  );
}

function checks(sessions: ChatSessions, messages: readonly ChatMessage[]): Promise<boolean>[] {
  const asked = new Map<string, Promise<boolean>>();
  return messages.map(({ chatSessionId: sessionId, owner: userId }) => {
    const key = JSON.stringify([sessionId, userId]);
    const answer = asked.get(key) ?? sessions.belongsTo({ sessionId, userId });
    asked.set(key, answer);
    return answer;
  });
}

type ReadWrite = Pick<Chat, 'sink' | 'history'>;

async function endingOf(
  chat: ReadWrite,
  message: ChatMessage,
  result: DeliveryResult | Error | undefined,
  delivery: FinishedDelivery,
): Promise<Ending> {
  if (result === undefined) throw new Error('the sink told no outcome');
  if (result instanceof Error) return endingOfUnwritten(chat, message, result, delivery);
  if (result.status === 'discarded')
    throw new DeliveryError('table-not-configured', 'no sink keeps messages', 'Configure one.');
  return result.status === 'delivered' ? 'delivered' : endingByWhatIsThere(chat, message, delivery);
}

async function endingOfUnwritten(chat: ReadWrite, message: ChatMessage, error: Error, delivery: FinishedDelivery) {
  if (!isTooLarge(error)) throw error;
  const { now, tellTooLargeBefore } = delivery;
  const there = isExpired(message, now) || (await chat.history.get(message.id, { asStored: true }))?.responseComplete;
  if (there) return endingByWhatIsThere(chat, message, delivery);
  if (!tellTooLargeBefore || new Date(message.updatedAt) >= tellTooLargeBefore) throw error;
  await chat.sink.deliver(tooLargeAnswer(message, true)); // the answer is kept as it is; the user must not wait for it
  return 'kept';
}

/** One that has expired is not looked for: it is hidden, and what is parked would be. */
async function endingByWhatIsThere(
  { history }: ReadWrite,
  message: ChatMessage,
  { now }: FinishedDelivery,
): Promise<Ending> {
  if (isExpired(message, now)) return 'alreadyDelivered';
  return standsFor(await history.get(message.id, { asStored: true }), message) ? 'alreadyDelivered' : 'kept';
}

export function isTooLarge(error: Ending | Error): boolean {
  return error instanceof DeliveryError && error.code === 'too-large';
}

/** Whether the user sees as good an answer: a failure is none where there is a result. */
function standsFor(there: ChatMessage | undefined, message: ChatMessage): boolean {
  if (!there?.responseComplete) return false;
  if (there.chatSessionId !== message.chatSessionId || there.owner !== message.owner) return false;
  return !tellsOfFailure(there) || tellsOfFailure(message);
}
