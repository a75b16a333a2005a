import { awaitedMessages, isLate, unsettledSince } from './awaited-messages.ts';
import { chatCopy } from './chat-copy.ts';
import { readChat } from './read-chat.ts';
import type { Resolve, ShownMessage } from './shown-message.ts';

export interface ChatState {
  readonly messages: readonly ShownMessage[];
  /** Whether an answer is awaited. */
  readonly pending: boolean;
  /** Why the last reading failed, or a message is not whole. It is tried again by itself; the rest is still there. */
  readonly error: Error | undefined;
}

/** Milliseconds. */
export interface Pace {
  /** Between two readings while an answer is awaited, or after `refresh`; half as much again if nothing is new. */
  readonly fast: number;
  /** The most that it comes to, and what it is after an error; after several, up to three times as long. */
  readonly slow: number;
  /** While nothing is awaited: another device may ask something. Infinity: then it is not read. */
  readonly idle: number;
}

/** Milliseconds. Browsers take a longer time for none at all. */
const MAX_DELAY = 2 ** 31 - 1;

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
  const copy = chatCopy({ ...(resolve && { resolve }), retryAfter: pace.slow, onFetched });
  const left = new AbortController();
  const isLeft = () => left.signal.aborted;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = pace.fast;
  let isReading = false;
  let isAskedAgain = false;
  let isExpecting = false;
  let failure: Error | undefined;
  let state: ChatState | undefined;

  async function read(): Promise<Error | undefined> {
    try {
      const since = unsettledSince(copy.messages, Date.now());
      await copy.take(await readChat(chatSessionId, since, left.signal), since);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error : new Error('the chat could not be read', { cause: error });
    }
  }

  async function poll(): Promise<void> {
    clearTimeout(timer);
    isAskedAgain = isReading;
    if (isReading || isLeft()) return;
    isReading = true;
    const { messages } = copy;
    const hadFailed = failure !== undefined;
    failure = await read();
    isReading = false;
    if (isLeft()) return;
    const { pending } = tell();
    pause = nextPause(copy.messages !== messages, pending, hadFailed);
    if (isAskedAgain) void poll();
    else schedule();
  }

  function nextPause(isNews: boolean, pending: boolean, hadFailed: boolean): number {
    const longer = (most: number) => Math.min(pause * 1.5, most);
    if (failure) return hadFailed ? longer(pace.slow * 3) : pace.slow;
    if (isNews || pause >= pace.slow) isExpecting = false;
    if (pending && isNews) return pace.fast;
    if (pending || isExpecting) return longer(pace.slow);
    return copy.error ? longer(pace.idle) : pace.idle;
  }

  function schedule(): void {
    clearTimeout(timer);
    if (!document.hidden && pause <= MAX_DELAY) timer = setTimeout(() => void poll(), pause);
  }

  function tell(): ChatState {
    const { messages } = copy;
    const now = Date.now();
    const pending = awaitedMessages(messages, now).some((message) => !isLate(message, now));
    const error = failure ?? copy.error;
    const isSame = messages === state?.messages && pending === state.pending;
    if (state && isSame && error?.message === state.error?.message) return state;
    state = { messages, pending, error };
    onChange(state);
    return state;
  }

  function onFetched(): void {
    if (isLeft()) return;
    tell();
    if (!copy.error || isReading || pause <= pace.slow) return;
    pause = pace.slow;
    schedule();
  }

  const look = () => {
    if (document.hidden) clearTimeout(timer);
    else void poll();
  };
  document.addEventListener('visibilitychange', look);
  look();
  return {
    refresh: () => {
      isExpecting = true;
      pause = pace.fast;
      void poll();
    },
    stop: () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
      left.abort();
    },
  };
}
