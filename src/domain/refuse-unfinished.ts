import { ChatCourierError } from './chat-courier-error.ts';
import type { ChatMessage } from './chat-message.ts';

/** @throws ChatCourierError `invalid-message`, which names the unfinished messages, if there are any */
export function refuseUnfinished(messages: readonly ChatMessage[]): void {
  const unfinished = messages.filter(({ responseComplete }) => !responseComplete).map(({ id }) => id);
  if (unfinished.length === 0) return;
  const which = unfinished.length > 5 ? `${unfinished.length} of them` : unfinished.join(', ');
  throw new ChatCourierError('invalid-message', `only finished messages can be delivered together, not ${which}`);
}
