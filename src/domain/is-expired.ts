import type { ChatMessage } from './chat-message.ts';

/** Whether a message counts as forgotten, though a store may still hold it. */
export function isExpired({ expiresAt }: Pick<ChatMessage, 'expiresAt'>, now: Date): boolean {
  return expiresAt !== undefined && expiresAt * 1_000 <= now.getTime();
}
