import { signal } from '@preact/signals';
import type { ChatMessage } from '../../../domain/chat-message.ts';
import { merged, type Entry } from './entries.ts';

/** `loading`: the chat is being read; `live`: what is written appears at once. */
export type Connection = 'loading' | 'live' | 'reconnecting' | 'paused' | 'refused';

/** The messages of the chat that is shown. */
export const entries = signal<readonly Entry[]>([]);
export const connection = signal<Connection>('loading');
/** Why the server refused the chat, in its words. */
export const refusal = signal('');

/** Questions that could not be sent, by the id of their message, and why. */
export const unsent = signal<ReadonlyMap<string, string>>(new Map());

export function takeIn(messages: readonly ChatMessage[]): void {
  entries.value = merged(entries.value, messages);
}

export function startOver(): void {
  entries.value = [];
  unsent.value = new Map();
  connection.value = 'loading';
  refusal.value = '';
}
