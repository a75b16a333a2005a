import { client, type ChatMessageItem } from './chat-client.ts';

/** A page ends earlier where its items come to 1 MB. */
const PAGE = 100;

/**
 * The messages of a session in the order of the chat, by the index that Amplify makes, page by page.
 *
 * @param since ISO 8601: only messages whose place in the chat is there or later; absent: all
 * @throws what the signal aborts with; Error with what AppSync refuses or what the network does
 */
export async function readChat(chatSessionId: string, since: string | undefined, signal: AbortSignal) {
  const items: ChatMessageItem[] = [];
  let nextToken: string | null | undefined;
  do {
    const page = client.models.ChatMessage.listChatMessagesByChatSessionIdAndCreatedAt(
      { chatSessionId, ...(since !== undefined && { createdAt: { ge: since } }) },
      { limit: PAGE, nextToken: nextToken ?? null },
    );
    const cancel = () => client.cancel(page);
    signal.addEventListener('abort', cancel, { once: true });
    const {
      data,
      errors,
      nextToken: next,
    } = await page.finally(() => {
      signal.removeEventListener('abort', cancel);
    });
    signal.throwIfAborted();
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    items.push(...data);
    nextToken = next;
  } while (nextToken);
  return items;
}
