import type { ChatMessageItem } from './chat-client.ts';
import { shownMessage, type Resolve, type ShownMessage } from './shown-message.ts';

interface Entry {
  readonly item: ChatMessageItem;
  /** Absent: expired. */
  readonly message: ShownMessage | undefined;
  /** Whether its artifacts could not all be fetched: it is opened again. */
  readonly isPartial: boolean;
}

export interface ChatCopy {
  /** In the order of the chat. The same list, with the same messages in it, as long as nothing has changed. */
  readonly messages: readonly ShownMessage[];
  /** @returns the first thing that went wrong while messages were opened; the others are there all the same */
  take(items: readonly ChatMessageItem[]): Promise<Error | undefined>;
}

/** The messages of one chat as far as they were read. What has not changed since is not opened again. */
export function chatCopy(resolve?: Resolve): ChatCopy {
  const entries = new Map<string, Entry>();
  let messages: readonly ShownMessage[] = [];

  async function open(item: ChatMessageItem): Promise<{ entry: Entry; error?: Error }> {
    try {
      return { entry: { item, message: await shownMessage(item, resolve), isPartial: false } };
    } catch (cause) {
      const error = new Error(`message ${item.id} could not be opened whole`, { cause });
      const message = await shownMessage(item).catch(() => undefined); // `error` tells of it
      return { entry: { item, message, isPartial: true }, error };
    }
  }

  return {
    get messages() {
      return messages;
    },
    async take(items) {
      const latest = new Map(items.map((item) => [item.id, item])); // an id may come twice, on two pages
      for (const { item, isPartial } of entries.values())
        if (isPartial && !latest.has(item.id)) latest.set(item.id, item);
      const changed = [...latest.values()].filter((item) => isNews(item, entries.get(item.id)));
      const opened = await Promise.all(changed.map(open));
      for (const { entry } of opened) entries.set(entry.item.id, entry);
      if (opened.length > 0) messages = inOrder([...entries.values()]);
      return opened.find(({ error }) => error)?.error;
    },
  };
}

/** A finished message never changes; an index may be behind what was read before. */
function isNews(item: ChatMessageItem, known: Entry | undefined): boolean {
  if (!known || known.isPartial) return true;
  if (known.item.responseComplete !== false) return false;
  return item.responseComplete !== false || (item.revision ?? 0) > (known.item.revision ?? 0);
}

function inOrder(entries: readonly Entry[]): readonly ShownMessage[] {
  const shown = entries.flatMap(({ message }) => message ?? []);
  return shown.sort((a, b) => (a.createdAt === b.createdAt ? compare(a.id, b.id) : compare(a.createdAt, b.createdAt)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
