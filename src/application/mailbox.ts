import type { ChatMessage } from '../domain/chat-message.ts';

/** Messages that wait for a reader: of each the newest state. */
export interface Mailbox {
  put(message: ChatMessage): void;
  /** Leaves out a message that the reader has come to know as it is. */
  drop(message: ChatMessage): void;
  /** The next message, when there is one; undefined once the mailbox has ended. One reader at a time. */
  take(): Promise<ChatMessage | undefined>;
  /** The `createdAt` of the oldest message that waits. */
  oldest(): string | undefined;
  end(): void;
}

/** @param limit the most messages that may wait; one more ends the mailbox */
export function mailbox(limit: number): Mailbox {
  const waiting = new Map<string, ChatMessage>();
  let ended = false;
  let wake: () => void = () => undefined;

  const end = () => {
    ended = true;
    waiting.clear();
    wake();
  };
  return {
    put: (message) => {
      if (ended) return;
      waiting.set(message.id, message);
      if (waiting.size > limit) end();
      else wake();
    },
    drop: ({ id, responseComplete, revision }) => {
      const same = waiting.get(id);
      if (same?.responseComplete === responseComplete && same.revision === revision) waiting.delete(id);
    },
    take: async () => {
      while (!ended && waiting.size === 0) await new Promise<void>((resolve) => (wake = resolve));
      const [message] = waiting.values();
      if (message) waiting.delete(message.id);
      return message;
    },
    oldest: () =>
      [...waiting.values()].map(({ createdAt }) => createdAt).reduce<string | undefined>(earlier, undefined),
    end,
  };
}

function earlier(a: string | undefined, b: string): string {
  return a === undefined || b < a ? b : a;
}
