import type { ChatMessage } from '../../domain/chat-message.ts';

/** A message as the table behind Amplify's `ChatMessage` model holds it: JSON fields are native maps and lists. */
export interface ChatMessageItem extends Omit<ChatMessage, 'text'> {
  readonly content: { readonly text: string };
  readonly __typename: 'ChatMessage';
}

export function toItem({ text, ...message }: ChatMessage): ChatMessageItem {
  return { ...message, content: { text }, __typename: 'ChatMessage' };
}

/** Reads an item that any writer of the table made: an app's own messages have no artifacts, steps or metadata. */
export function fromItem(item: Readonly<Record<string, unknown>>): ChatMessage {
  const { content, role, owner, responseComplete, artifacts, thoughtSteps, metadata, deadlineAt, revision, expiresAt } =
    item as Partial<ChatMessageItem>;
  return {
    id: String(item['id']),
    chatSessionId: String(item['chatSessionId']),
    owner: owner ?? '',
    role: role ?? 'human',
    text: content?.text ?? '',
    responseComplete: responseComplete ?? true,
    artifacts: artifacts ?? [],
    thoughtSteps: thoughtSteps ?? [],
    metadata: metadata ?? {},
    createdAt: String(item['createdAt']),
    updatedAt: String(item['updatedAt']),
    ...(deadlineAt !== undefined && { deadlineAt }),
    ...(revision !== undefined && { revision }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}
