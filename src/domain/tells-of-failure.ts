import type { ChatMessage } from './chat-message.ts';

/** Whether a finished message says that there is no result: `metadata.error`. */
export function tellsOfFailure({ metadata }: Pick<ChatMessage, 'metadata'>): boolean {
  return metadata['error'] !== undefined;
}
