import type { ChatMessage } from '../../../domain/chat-message.ts';

/** A message where it stands in the chat. */
export interface Entry {
  /** Stays the same while a question is sent and an answer is worked on. */
  readonly key: string;
  readonly message: ChatMessage;
}

/** Whether a message is the page's own, until the server has it. */
export function isLocal({ id }: ChatMessage): boolean {
  return id.startsWith('local-');
}

/** Takes messages in: each appears once, in order, in its newest state, whatever comes how often. */
export function merged(entries: readonly Entry[], messages: readonly ChatMessage[]): readonly Entry[] {
  const known = new Map(entries.map((entry) => [entry.message.id, entry]));
  const byPlace = new Map(entries.map((entry) => [placeOf(entry.message), entry]));
  let changed = false;
  for (const message of messages) {
    const place = byPlace.get(placeOf(message));
    const present = known.get(message.id) ?? (place && isLocal(place.message) ? place : undefined);
    if (present && !mayReplace(present.message, message)) continue;
    if (present) known.delete(present.message.id);
    const entry = { key: present?.key ?? (place ? message.id : placeOf(message)), message };
    known.set(message.id, entry);
    byPlace.set(placeOf(message), entry);
    changed = true;
  }
  return changed ? [...known.values()].sort(inOrder) : entries;
}

/** The key of the answer that will stand right behind a question. */
export function answerPlace(question: ChatMessage): string {
  return `ai ${new Date(Date.parse(question.createdAt) + 1).toISOString()}`;
}

/** A question is open until an answer stands behind it; an answer until it is finished. */
export function isOpen(entries: readonly Entry[], index: number): boolean {
  const message = entries[index]?.message;
  if (!message) return false;
  return message.role === 'human' ? entries[index + 1]?.message.role !== 'ai' : !message.responseComplete;
}

const RECENT = 100;
const LOOK_BACK = 120_000;

/** ISO 8601: what may still come or change was created at this time or later. */
export function openSince(entries: readonly Entry[]): string | undefined {
  const from = Math.max(0, entries.length - RECENT);
  const recent = entries.slice(from);
  const open = recent.find((_, index) => isOpen(entries, from + index)) ?? recent.at(-1);
  return open && new Date(Date.parse(open.message.createdAt) - LOOK_BACK).toISOString();
}

/** What the user said before an answer. */
export function questionBefore(entries: readonly Entry[], answer: ChatMessage): string | undefined {
  const index = entries.findIndex(({ message }) => message.id === answer.id);
  return entries.slice(0, Math.max(0, index)).findLast(({ message }) => message.role === 'human')?.message.text;
}

function placeOf({ role, createdAt }: ChatMessage): string {
  return `${role} ${createdAt}`;
}

function mayReplace(present: ChatMessage, message: ChatMessage): boolean {
  if (isLocal(present)) return true;
  if (present.responseComplete) return false;
  return message.responseComplete || (present.revision ?? -1) < (message.revision ?? 0);
}

function inOrder({ message: a }: Entry, { message: b }: Entry): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
