import { ChatCourierError } from './chat-courier-error.ts';

/** `msg-{timestamp}-{random}`: epoch milliseconds, then lower-case letters and digits. */
export type MessageId = `msg-${number}-${string}`;

const FORM = /^msg-\d{1,16}-[a-z0-9]+$/;

/**
 * Names a message.
 *
 * @param timestamp epoch milliseconds
 * @param random lower-case letters and digits; whoever makes it sees to it that no two messages share one
 * @throws ChatCourierError `invalid-message` for a timestamp or a random part that does not fit the form
 */
export function messageId(timestamp: number, random: string): MessageId {
  const id = `msg-${timestamp}-${random}` as const;
  if (!isMessageId(id)) throw new ChatCourierError('invalid-message', `not a message id: ${JSON.stringify(id)}`);
  return id;
}

export function isMessageId(id: string): id is MessageId {
  return FORM.test(id);
}
