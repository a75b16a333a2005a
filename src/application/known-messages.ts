import type { ChatMessage } from '../domain/chat-message.ts';

/** The newest messages of a session, as far as they were seen. */
export interface KnownMessages {
  /** Takes notice of a message. @returns whether it is news */
  see(message: ChatMessage): boolean;
  /** Whether this state of a message, or a newer one, was seen. */
  readonly has: (message: Pick<ChatMessage, 'id' | 'responseComplete' | 'revision'>) => boolean;
  /** ISO 8601: what may still come or change was created at this time or later. Undefined if nothing was seen. */
  openSince(now: Date): string | undefined;
}

type Seen = Pick<ChatMessage, 'createdAt' | 'role' | 'responseComplete' | 'revision'>;

/** Milliseconds. Messages of several writers do not come quite in order. */
const LOOK_BACK = 120_000;

/** Milliseconds: so long after it Lambda still tries an event. What is open for longer is left to itself. */
const GIVE_UP = 6 * 3_600_000;

/** A question is open until its answer stands right behind it, an answer until it is finished. */
export function knownMessages(): KnownMessages {
  const seen = new Map<string, Seen>();
  const has: KnownMessages['has'] = (message) => {
    const known = seen.get(message.id);
    return known !== undefined && !isNewerThan(known, message);
  };

  return {
    has,
    see: (message) => {
      if (has(message)) return false;
      const { id, createdAt, role, responseComplete, revision } = message;
      seen.set(id, { createdAt, role, responseComplete, revision });
      return true;
    },
    openSince: (now) => {
      const since = earliestOpen(
        [...seen.values()].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
        now,
      );
      for (const [id, { createdAt }] of seen) if (since !== undefined && createdAt < since) seen.delete(id);
      return since;
    },
  };
}

function isNewerThan(known: Seen, state: Pick<Seen, 'responseComplete' | 'revision'>): boolean {
  return !known.responseComplete && (state.responseComplete || (known.revision ?? -1) < (state.revision ?? 0));
}

function earliestOpen(messages: readonly Seen[], now: Date): string | undefined {
  const last = messages.at(-1);
  if (!last) return undefined;
  const newest = Math.min(Date.parse(last.createdAt), now.getTime()); // a time to come would hide what is written till then
  const settledUntil = before(newest, LOOK_BACK);
  const givenUpUntil = before(newest, GIVE_UP);
  const open = messages.find(
    (message, index) => message.createdAt >= givenUpUntil && isOpen(message, messages[index + 1]),
  );
  return open && open.createdAt < settledUntil ? open.createdAt : settledUntil;
}

function isOpen({ role, responseComplete }: Seen, next: Seen | undefined): boolean {
  return role === 'human' ? next?.role !== 'ai' : !responseComplete;
}

function before(time: number, ms: number): string {
  return new Date(Math.max(0, time - ms)).toISOString();
}
