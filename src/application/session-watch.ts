import type { ChatMessage } from '../domain/chat-message.ts';
import type { Recipient } from '../domain/delivery-mode.ts';
import { knownMessages } from './known-messages.ts';
import type { Mailbox } from './mailbox.ts';
import type { ChatHistory, HistoryQuery } from './ports/chat-history.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';

export interface SessionWatchDependencies {
  readonly history: ChatHistory;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds between two looks at what other processes wrote. */
  readonly pollMs: number;
}

/** What all who watch one session of one user share. */
export interface SessionWatch {
  readonly listeners: ReadonlySet<Mailbox>;
  join(listener: Mailbox): void;
  leave(listener: Mailbox): void;
  /** Tells a message to every listener but `except`, if it is news. */
  tell(message: ChatMessage, except?: Mailbox): void;
  /** The messages created since then, oldest first. */
  messagesSince(since: Date): AsyncGenerator<ChatMessage>;
  /** ISO 8601: a reader who knows all that was told so far misses nothing from here. */
  openSince(): string;
}

const PAGE = 100;

/** As long as somebody listens, it looks for messages of other processes: from the oldest that is still open on. */
export function sessionWatch(deps: SessionWatchDependencies, recipient: Recipient, start: Date): SessionWatch {
  const { history, clock, logger, pollMs } = deps;
  const known = knownMessages();
  const listeners = new Set<Mailbox>();
  let polling = false;
  let failing = false;

  const openSince = () => known.openSince(clock.now()) ?? start.toISOString();

  function tell(message: ChatMessage, except?: Mailbox): void {
    if (!known.see(message)) return;
    for (const listener of listeners) if (listener !== except) listener.put(message);
  }

  async function* messagesSince(since: Date, skip?: HistoryQuery['skip']): AsyncGenerator<ChatMessage> {
    let after: string | undefined;
    do {
      const page = await history.list({ ...recipient, since, skip, limit: PAGE, after });
      yield* page.messages;
      after = page.next;
    } while (after !== undefined && listeners.size > 0);
  }

  async function poll(): Promise<void> {
    try {
      for await (const message of messagesSince(new Date(openSince()), known.has)) tell(message);
      failing = false;
    } catch (err) {
      if (!failing) logger.log('warn', 'A watched chat could not be read', { sessionId: recipient.sessionId, err });
      failing = true;
    }
  }

  async function keepPolling(): Promise<void> {
    polling = true;
    while (listeners.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, pollMs).unref());
      if (listeners.size > 0) await poll();
    }
    polling = false;
  }

  return {
    listeners,
    join: (listener) => {
      listeners.add(listener);
      if (!polling) void keepPolling();
    },
    leave: (listener) => {
      listeners.delete(listener);
    },
    tell,
    messagesSince,
    openSince,
  };
}
