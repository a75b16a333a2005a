import type { ChatMessage } from '../domain/chat-message.ts';
import { DeliveryError } from '../domain/delivery-error.ts';
import type { DeliveryResult, ResultSink } from '../domain/result-sink.ts';
import { allInTime } from './all-in-time.ts';
import type { Ending } from './delivery-report.ts';
import type { Chat } from './ports/chat.ts';
import type { ChatSessions } from './ports/chat-sessions.ts';
import { tooLargeAnswer } from './too-large-answer.ts';

/** As many finished messages as are delivered at once. Bytes: as JSON. */
export const TOGETHER = { count: 25, bytes: 16_000_000 };

/** Milliseconds for each step. What takes longer must not hold up the others. */
export const STEP_LIMIT = 30_000;

/**
 * Brings finished messages into their chats, in one operation; each session is checked once. There is one ending or
 * error for each message, in their order.
 */
export async function deliverFinished(
  { sink, sessions, history }: Pick<Chat, 'sink' | 'sessions' | 'history'>,
  messages: readonly ChatMessage[],
  end: AbortSignal,
): Promise<readonly (Ending | Error)[]> {
  const checked = await allInTime(STEP_LIMIT, end, () => checks(sessions, messages));
  const own = messages.filter((_, n) => checked[n] === true);
  const [results = []] = await allInTime(STEP_LIMIT, end, (signal) => [sink.deliverAll(own, signal)]);
  const place = new Map(own.map((message, n) => [message, n]));
  return allInTime(STEP_LIMIT, end, () =>
    messages.map((message, n) => {
      const allowed = checked[n];
      if (allowed instanceof Error) return Promise.reject(allowed);
      if (!allowed) return Promise.resolve('refused');
      const result = results instanceof Error ? results : results[place.get(message) ?? -1];
      return endingOf({ sink, history }, message, result);
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

async function endingOf(
  { sink, history }: Pick<Chat, 'sink' | 'history'>,
  message: ChatMessage,
  result: DeliveryResult | Error | undefined,
): Promise<Ending> {
  if (result === undefined) throw new Error('the sink told no outcome');
  if (result instanceof DeliveryError && result.code === 'too-large') return tellTooLarge(sink, message);
  if (result instanceof Error) throw result;
  if (result.status === 'discarded')
    throw new DeliveryError('table-not-configured', 'no sink keeps messages', 'Configure one.');
  if (result.status === 'delivered') return 'delivered';
  return standsFor(await history.get(message.id, { asStored: true }), message) ? 'alreadyDelivered' : 'kept';
}

/** It is kept as it is; the user must not wait for it. */
async function tellTooLarge(sink: ResultSink, message: ChatMessage): Promise<Ending> {
  await sink.deliver(tooLargeAnswer(message, true));
  return 'kept';
}

/** Whether the user sees as good an answer: a failure is none where there is a result. */
function standsFor(there: ChatMessage | undefined, message: ChatMessage): boolean {
  if (!there?.responseComplete) return false;
  if (there.chatSessionId !== message.chatSessionId || there.owner !== message.owner) return false;
  return there.metadata['error'] === undefined || message.metadata['error'] !== undefined;
}
