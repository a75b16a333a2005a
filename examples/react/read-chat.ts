import { client, type ChatMessageItem } from './chat-client.ts';

/** A page ends earlier where its items come to 1 MB. */
const PAGE = 100;

/** Milliseconds: AppSync ends a request itself by then. */
const PATIENCE = 30_000;

/**
 * The messages of a session in the order of the chat, by the index that Amplify makes, page by page.
 *
 * @param since ISO 8601: only messages whose place in the chat is there or later; absent: all
 * @param patience milliseconds for one page
 * @throws what the signal aborts with; Error with what AppSync refuses or what the network does
 */
export async function readChat(
  chatSessionId: string,
  since: string | undefined,
  signal: AbortSignal,
  patience = PATIENCE,
): Promise<readonly ChatMessageItem[]> {
  const items: ChatMessageItem[] = [];
  let nextToken: string | null | undefined;
  do {
    signal.throwIfAborted();
    const page = client.models.ChatMessage.listChatMessagesByChatSessionIdAndCreatedAt(
      { chatSessionId, ...(since !== undefined && { createdAt: { ge: since } }) },
      { limit: PAGE, nextToken: nextToken ?? null },
    );
    const { data, errors, nextToken: next } = await answerTo(page, signal, patience);
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    items.push(...data);
    nextToken = next;
  } while (nextToken);
  return items;
}

/** A connection that has died, as after a sleep, may never say so. */
function answerTo<T>(request: Promise<T>, signal: AbortSignal, patience: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (reason: Error) => {
      reject(reason);
      client.cancel(request);
    };
    const leave = () => {
      giveUp(signal.reason as Error);
    };
    const timer = setTimeout(giveUp, patience, new Error(`AppSync has not answered within ${patience / 1_000} s`));
    signal.addEventListener('abort', leave, { once: true });
    void request.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
    });
  });
}
