import { awaitedMessages, isLate, unsettledSince } from './awaited-messages.ts';
import { chatCopy } from './chat-copy.ts';
import { readChat } from './read-chat.ts';
import type { Resolve, ShownMessage } from './shown-message.ts';

export interface ChatState {
  readonly messages: readonly ShownMessage[];
  /** Whether an answer is awaited. */
  readonly pending: boolean;
  /** Why the last reading failed. It is tried again by itself; what was read before is still there. */
  readonly error: Error | undefined;
}

/** Milliseconds. */
export interface Pace {
  /** Between two readings while an answer is awaited; half as much again each time that nothing is new. */
  readonly fast: number;
  /** The most that it comes to, and that it starts with after an error. */
  readonly slow: number;
  /** While nothing is awaited: another device may ask something. */
  readonly idle: number;
}

export interface ChatWatch {
  /** Reads at once, say after a question was sent. */
  readonly refresh: () => void;
  readonly stop: () => void;
}

/**
 * Reads a chat again and again while somebody looks at the page, one request at a time, from the oldest message that may
 * still change.
 */
export function watchChat(
  chatSessionId: string,
  onChange: (state: ChatState) => void,
  { resolve, pace }: { readonly resolve?: Resolve; readonly pace: Pace },
): ChatWatch {
  const copy = chatCopy(resolve);
  const left = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = pace.fast;
  let isReading = false;
  let isAskedAgain = false;
  let state: ChatState = { messages: copy.messages, pending: false, error: undefined };

  async function read(): Promise<Error | undefined> {
    try {
      return await copy.take(await readChat(chatSessionId, unsettledSince(copy.messages, Date.now()), left.signal));
    } catch (error) {
      return error instanceof Error ? error : new Error('the chat could not be read', { cause: error });
    }
  }

  async function poll(): Promise<void> {
    clearTimeout(timer);
    isAskedAgain = isReading;
    if (isReading) return;
    isReading = true;
    const error = await read();
    isReading = false;
    if (left.signal.aborted) return;
    tell(error);
    if (isAskedAgain) void poll();
    else if (!document.hidden) timer = setTimeout(() => void poll(), pause);
  }

  function tell(error: Error | undefined): void {
    const { messages } = copy;
    const now = Date.now();
    const pending = awaitedMessages(messages, now).some((message) => !isLate(message, now));
    const isNews = messages !== state.messages;
    if (error) pause = pace.slow;
    else if (!pending) pause = pace.idle;
    else pause = isNews || !state.pending ? pace.fast : Math.min(pause * 1.5, pace.slow);
    if (!isNews && pending === state.pending && error?.message === state.error?.message) return;
    state = { messages, pending, error };
    onChange(state);
  }

  const look = () => {
    if (document.hidden) clearTimeout(timer);
    else void poll();
  };
  document.addEventListener('visibilitychange', look);
  look();
  return {
    refresh: () => void poll(),
    stop: () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
      left.abort();
    },
  };
}
