import { ChatCourierError } from '../domain/chat-courier-error.ts';
import type { Recipient } from '../domain/delivery-mode.ts';
import { ownedBy } from '../domain/owned-by.ts';
import { mailbox, type Mailbox } from './mailbox.ts';
import type { ChatEvent, ChatFeed } from './ports/chat-feed.ts';
import { sessionWatch, type SessionWatch, type SessionWatchDependencies } from './session-watch.ts';

export interface ChatFeedDependencies extends SessionWatchDependencies {
  /** The most watches of one user at the same time. */
  readonly listenersPerUser: number;
}

/** Milliseconds: where a watch begins that does not say. */
const A_SHORT_WHILE = 60_000;

/** The most messages that may wait for a slow reader. */
const MAILBOX = 1_000;

interface Watched {
  readonly recipient: Recipient;
  readonly watch: SessionWatch;
}

/** What this process writes is told at once, what others write when it is found by reading: one reader per session. */
export function liveChatFeed(deps: ChatFeedDependencies): ChatFeed {
  const { clock, listenersPerUser } = deps;
  const sessions = new Map<string, Watched>();
  let closed = false;

  function watchedSession(recipient: Recipient, since: Date): SessionWatch {
    const key = JSON.stringify([recipient.sessionId, recipient.userId]);
    const watched = sessions.get(key) ?? { recipient, watch: sessionWatch(deps, recipient, since) };
    sessions.set(key, watched);
    return watched.watch;
  }

  function leave(watch: SessionWatch, box: Mailbox): void {
    box.end();
    watch.leave(box);
    for (const [key, watched] of sessions) {
      if (watched.watch === watch && watch.listeners.size === 0) sessions.delete(key);
    }
  }

  function checkRoom(userId: string): void {
    const own = [...sessions.values()].filter(({ recipient }) => recipient.userId === userId);
    const count = own.reduce((sum, { watch }) => sum + watch.listeners.size, 0);
    if (count < listenersPerUser) return;
    throw new ChatCourierError('too-many-listeners', `a user may watch ${listenersPerUser} times at once, no more`);
  }

  return {
    watch: (recipient, { since = new Date(clock.now().getTime() - A_SHORT_WHILE), signal }) => {
      checkRoom(recipient.userId);
      const watch = watchedSession(recipient, since);
      const box = mailbox(MAILBOX);
      watch.join(box);
      const stop = () => {
        leave(watch, box);
      };
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted || closed) stop();
      return events(watch, box, since);
    },
    announce: (message) => {
      for (const { recipient, watch } of sessions.values()) {
        if (message.chatSessionId === recipient.sessionId && ownedBy(message.owner, recipient.userId)) {
          watch.tell(message);
        }
      }
    },
    close: () => {
      closed = true;
      for (const { watch } of [...sessions.values()]) for (const box of [...watch.listeners]) leave(watch, box);
    },
  };
}

/** What is written while the reader catches up waits in the mailbox. */
async function* events(watch: SessionWatch, box: Mailbox, since: Date): AsyncGenerator<ChatEvent> {
  if (!watch.listeners.has(box)) return;
  for await (const message of watch.messagesSince(since)) {
    if (!watch.listeners.has(box)) return;
    watch.tell(message, box);
    box.drop(message);
    yield { message, resumeFrom: earliest(message.createdAt, watch.openSince(), box.oldest()) };
  }
  for (let message = await box.take(); message; message = await box.take()) {
    yield { message, resumeFrom: earliest(watch.openSince(), box.oldest()) };
  }
}

function earliest(time: string, ...others: readonly (string | undefined)[]): string {
  const least = others.reduce<string>((a, b) => (b !== undefined && b < a ? b : a), time);
  return new Date(least).toISOString();
}
