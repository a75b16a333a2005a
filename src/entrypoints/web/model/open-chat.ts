import { effect, untracked } from '@preact/signals';
import type { ChatMessage } from '../../../domain/chat-message.ts';
import { readHistory } from '../transport/chat-api.ts';
import { Problem } from '../transport/problem.ts';
import { watchSession } from '../transport/watch-session.ts';
import { connection, entries, refusal, startOver, takeIn } from './conversation.ts';
import { openSince } from './entries.ts';
import { identityHeaders, tokenWanted } from './identity.ts';
import { followSessions, rememberSession, sessionId } from './sessions.ts';
import { untilSeen, whileSeen } from './while-seen.ts';

/** Milliseconds. */
const PAUSES = { first: 250, most: 4_000 };

/** Shows the chat that the address bar names, to the user who is there, and follows it. */
export function openChat(): void {
  followSessions();
  effect(() => {
    const session = sessionId.value;
    identityHeaders(); // another user sees another chat
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

/** Reads the chat, then its events, and again whenever the connection ends, until the page shows another chat. */
async function follow(session: string, left: AbortSignal): Promise<void> {
  let since: string | undefined;
  let loaded = false;
  let pause = PAUSES.first;
  const isLeft = () => left.aborted;

  const attempt = async (signal: AbortSignal) => {
    if (!loaded) await load(session, signal);
    loaded = true;
    const onOpen = () => {
      connection.value = 'live';
      pause = PAUSES.first;
    };
    const onMessage = (message: ChatMessage, resumeFrom: string) => {
      since = resumeFrom;
      if (!isLeft()) takeIn([message]);
    };
    await watchSession(session, { since: since ?? openSince(entries.value), signal, onOpen, onMessage });
  };

  while (!isLeft()) {
    const error: unknown = await whileSeen(left, attempt).catch((reason: unknown) => reason);
    if (isLeft() || isFinal(error)) return;
    connection.value = document.hidden ? 'paused' : 'reconnecting';
    await untilSeen(left);
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 2, PAUSES.most);
  }
}

async function load(session: string, signal: AbortSignal): Promise<void> {
  const pages: (readonly ChatMessage[])[] = [];
  for await (const page of readHistory(session, signal)) pages.push(page);
  signal.throwIfAborted();
  takeIn(pages.flat());
  const first = entries.value.find(({ message }) => message.role === 'human') ?? entries.value[0];
  const last = entries.value.at(-1);
  if (first && last) rememberSession(session, first.message.text, Date.parse(last.message.createdAt));
}

/** Whether the server will not change its mind by being asked again. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Problem) || error.passing) return false;
  connection.value = 'refused';
  refusal.value = error.message;
  if (error.status === 401) tokenWanted.value = true;
  return true;
}
