import type { ShownMessage } from './shown-message.ts';

/** Milliseconds: Lambda has given up an event that is older. */
const GIVEN_UP = 6 * 3_600_000;

/** Milliseconds: clocks differ, and writes overtake each other. */
const OVERLAP = 120_000;

/** Whether a pending answer is due: it may still come, and the question may be sent again. */
export function isLate({ state, deadlineAt }: ShownMessage, now: number): boolean {
  return state === 'pending' && deadlineAt !== undefined && now > Date.parse(deadlineAt);
}

/** What may still change: answers that are worked on, and questions without an answer right behind them. */
export function awaitedMessages(chat: readonly ShownMessage[], now: number): readonly ShownMessage[] {
  return chat.filter(
    ({ role, state, createdAt }, n) =>
      (role === 'ai' ? state === 'pending' : chat[n + 1]?.role !== 'ai') && now - Date.parse(createdAt) < GIVEN_UP,
  );
}

/** From where a chat that is known so far has to be read again: ISO 8601; undefined: from its beginning. */
export function unsettledSince(chat: readonly ShownMessage[], now: number): string | undefined {
  const newest = chat.at(-1);
  if (!newest) return undefined;
  const last = Math.min(Date.parse(newest.createdAt), now); // a time to come would hide what is written till then
  const recent = new Date(Math.max(0, last - OVERLAP)).toISOString();
  return [recent, ...awaitedMessages(chat, now).map(({ createdAt }) => createdAt)].sort()[0];
}
