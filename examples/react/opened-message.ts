import type { ChatMessageItem } from './chat-client.ts';
import { shownMessage, type Resolve, type ShownMessage } from './shown-message.ts';

export interface OpenedMessage {
  readonly item: ChatMessageItem;
  /** Absent: expired, or damaged. */
  readonly message: ShownMessage | undefined;
  /** Whether artifacts are still to be fetched. */
  readonly isPartial: boolean;
  readonly error?: Error;
}

/** @returns the message with its artifacts, or what is wrong */
export async function openedMessage(item: ChatMessageItem, resolve: Resolve): Promise<OpenedMessage> {
  try {
    return { item, message: await shownMessage(item, resolve), isPartial: false };
  } catch (cause) {
    const error = new Error(`message ${item.id} could not be opened whole`, { cause });
    return { item, message: undefined, isPartial: false, error };
  }
}

/** Without a request: references stay in the place of what is kept elsewhere. */
export async function openedAsFarAsItIsHere(item: ChatMessageItem): Promise<OpenedMessage> {
  let isPartial = false;
  const entry = await openedMessage(item, () => {
    isPartial = true;
    return Promise.resolve(undefined);
  });
  return { ...entry, isPartial };
}
