import type { ChatMessage } from '../../../domain/chat-message.ts';

/** A message as it was before it was finished. */
export function unfinished(message: ChatMessage, revision: number): ChatMessage {
  return { ...message, responseComplete: false, deadlineAt: '2026-01-31T12:15:00.000Z', revision };
}
