import { effect, untracked } from '@preact/signals';
import type { ChatMessage } from '../../../domain/chat-message.ts';
import { readHistory } from '../transport/chat-api.ts';
import { Problem } from '../transport/problem.ts';
import { watchSession } from '../transport/watch-session.ts';
import { connection, entries, refusal, startOver, takeIn } from './conversation.ts';
import { openSince } from './entries.ts';
import { token, tokenWanted, userId } from './identity.ts';
import { followSessions, rememberSession, sessionId } from './sessions.ts';

/** Milliseconds. */
const PAUSES = { first: 250, most: 4_000 };

/** Milliseconds: a browser has few connections to one server, and a page that nobody sees gives its own back. */
const HIDDEN = 60_000;

/** Shows the chat that the address bar names, to the user who is there, and follows it. */
export function openChat(): void {
  followSessions();
  effect(() => {
    const session = sessionId.value;
    void [userId.value, token.value]; // another user sees another chat
    const left = new AbortController();
    untracked(() => {
      startOver();
      void follow(session, left.signal);
    });
    return () => {
      left.abort();
    };
  });
}

async function follow(session: string, left: AbortSignal): Promise<void> {
  let loaded = false;
  let since: string | undefined;
  let pause = PAUSES.first;
  while (!left.aborted) {
    try {
      if (!loaded) await load(session, left);
      loaded = true;
      since ??= openSince(entries.value);
      await watch(session, left);
      connection.value = 'reconnecting';
    } catch (error) {
      if (left.aborted) return;
      if (isFinal(error)) return;
      connection.value = 'reconnecting';
    }
    await seen(left);
    await wait(pause, left);
    pause = Math.min(pause * 2, PAUSES.most);
  }

  async function watch(id: string, signal: AbortSignal): Promise<void> {
    const hidden = abortWhenHidden(signal);
    await watchSession(id, {
      since,
      signal: hidden.signal,
      onOpen: () => {
        connection.value = 'live';
        pause = PAUSES.first;
      },
      onMessage: (message, resumeFrom) => {
        since = resumeFrom;
        if (!signal.aborted) takeIn([message]);
      },
    }).finally(hidden.stop);
  }
}

async function load(session: string, left: AbortSignal): Promise<void> {
  const pages: (readonly ChatMessage[])[] = [];
  for await (const page of readHistory(session, left)) pages.push(page);
  if (left.aborted) return;
  takeIn(pages.flat());
  const first = entries.value.find(({ message }) => message.role === 'human') ?? entries.value[0];
  const last = entries.value.at(-1);
  if (first && last) {
    rememberSession(session, first.message.text, Date.parse(last.message.createdAt));
  }
}

/** The server will not change its mind by being asked again. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Problem) || error.passing) return false;
  connection.value = 'refused';
  refusal.value = error.message;
  if (error.status === 401) tokenWanted.value = true;
  return true;
}

function abortWhenHidden(outer: AbortSignal) {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const abort = () => {
    controller.abort();
  };
  const look = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(abort, HIDDEN);
  };
  outer.addEventListener('abort', abort, { once: true });
  document.addEventListener('visibilitychange', look);
  look();
  const stop = () => {
    clearTimeout(timer);
    outer.removeEventListener('abort', abort);
    document.removeEventListener('visibilitychange', look);
  };
  return { signal: controller.signal, stop };
}

/** Waits until somebody looks at the page. */
async function seen(left: AbortSignal): Promise<void> {
  if (!document.hidden) return;
  connection.value = 'paused';
  await new Promise<void>((resolve) => {
    const done = () => {
      if (document.hidden && !left.aborted) return;
      document.removeEventListener('visibilitychange', done);
      left.removeEventListener('abort', done);
      resolve();
    };
    document.addEventListener('visibilitychange', done);
    left.addEventListener('abort', done);
  });
  connection.value = 'reconnecting';
}

async function wait(ms: number, left: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    left.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
