import type { ChatMessage } from '../../../domain/chat-message.ts';

/** Whether a message tells of a job that failed. */
export function isFailure({ role, metadata }: ChatMessage): boolean {
  return role === 'ai' && metadata['success'] === false;
}
