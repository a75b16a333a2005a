import { effect, signal } from '@preact/signals';
import { userId } from './identity.ts';
import { newId } from './new-id.ts';
import { readStored, store } from './stored.ts';

export interface Session {
  readonly id: string;
  readonly title: string;
  /** Epoch milliseconds of the last use. */
  readonly usedAt: number;
}

const MOST_SESSIONS = 200;
const TITLE_LENGTH = 80;

const local = () => localStorage;
const keyOf = () => `chat-courier.sessions.${userId.value}`;

/** The user's chats that this browser knows, the last used first. */
export const sessions = signal<readonly Session[]>([]);

/** The chat that is shown; the address bar names it. */
export const sessionId = signal(addressed() ?? newId());

/** Follows the address bar, the user and the page's other tabs. */
export function followSessions(): void {
  effect(() => {
    sessions.value = readList();
  });
  writeAddress('replace');
  addEventListener('popstate', () => {
    sessionId.value = addressed() ?? newId();
  });
  addEventListener('storage', ({ key }) => {
    if (key === keyOf()) sessions.value = readList();
  });
}

export function openSession(id = newId()): void {
  if (id === sessionId.value) return;
  sessionId.value = id;
  writeAddress('push');
}

/** Puts a chat on top of the list. What it was called first, it keeps being called. */
export function rememberSession(id: string, title: string, usedAt: number): void {
  const list = readList();
  const known = list.find((session) => session.id === id);
  if (known && known.usedAt >= usedAt) return;
  const entry = { id, title: known?.title ?? title.slice(0, TITLE_LENGTH), usedAt };
  const others = list.filter((session) => session.id !== id);
  const next = [entry, ...others].sort((a, b) => b.usedAt - a.usedAt).slice(0, MOST_SESSIONS);
  store(local, keyOf(), JSON.stringify(next));
  sessions.value = next;
}

function readList(): readonly Session[] {
  try {
    const list: unknown = JSON.parse(readStored(local, keyOf()) ?? '[]');
    return Array.isArray(list) ? list.filter(isSession) : [];
  } catch {
    return []; // somebody else wrote there
  }
}

function isSession(value: unknown): value is Session {
  const { id, title, usedAt } = (value ?? {}) as Record<string, unknown>;
  return typeof id === 'string' && typeof title === 'string' && typeof usedAt === 'number';
}

function addressed(): string | undefined {
  return new URLSearchParams(location.search).get('session') ?? undefined;
}

function writeAddress(how: 'push' | 'replace'): void {
  history[`${how}State`](null, '', `?session=${encodeURIComponent(sessionId.value)}`);
}
