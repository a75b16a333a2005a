import type { ChatMessageItem } from './chat-client.ts';
import { openedAsFarAsItIsHere, openedMessage, type OpenedMessage } from './opened-message.ts';
import type { Resolve, ShownMessage } from './shown-message.ts';

/** How often the artifacts of a message were asked for. */
interface Tries {
  readonly isUnderWay: boolean;
  readonly failures: number;
  /** Epoch milliseconds. */
  readonly notBefore: number;
}

const NO_TRIES: Tries = { isUnderWay: false, failures: 0, notBefore: 0 };

export interface ChatCopy {
  /** In the order of the chat. The same list, with the same messages in it, as long as nothing has changed. */
  readonly messages: readonly ShownMessage[];
  /** The first thing that went wrong while messages were opened; the others are there all the same. */
  readonly error: Error | undefined;
  /**
   * Takes what was read, and begins to fetch artifacts that are kept elsewhere; until they are there, references stand in
   * their place.
   *
   * @param since from where the chat was read: what has gone from there was deleted; absent: from its beginning
   */
  take(items: readonly ChatMessageItem[], since: string | undefined): Promise<void>;
}

export interface Fetching {
  readonly resolve?: Resolve;
  /** Milliseconds until what could not be fetched is tried again; twice as long each time. */
  readonly retryAfter: number;
  /** Artifacts have come, or could not be fetched. */
  readonly onFetched: () => void;
}

/** The messages of one chat as far as they were read. What has not changed since is not opened again. */
export function chatCopy({ resolve, retryAfter, onFetched }: Fetching): ChatCopy {
  const entries = new Map<string, OpenedMessage>();
  const tries = new WeakMap<ChatMessageItem, Tries>();
  let missing: ReadonlySet<string> = new Set();
  let messages: readonly ShownMessage[] = [];

  /** An index may be behind what it gave before: what was deleted is missing twice. */
  function forgetDeleted(found: ReadonlyMap<string, unknown>, since: string): boolean {
    const gone = [...entries.values()].flatMap(({ item: { id, createdAt } }) =>
      createdAt >= since && !found.has(id) ? id : [],
    );
    const deleted = gone.filter((id) => missing.has(id));
    missing = new Set(gone);
    for (const id of deleted) entries.delete(id);
    return deleted.length > 0;
  }

  function isDue({ item, isPartial }: OpenedMessage): boolean {
    const { isUnderWay, notBefore } = tries.get(item) ?? NO_TRIES;
    return isPartial && !isUnderWay && Date.now() >= notBefore;
  }

  async function fetchArtifacts(item: ChatMessageItem, fetchArtifact: Resolve): Promise<void> {
    const { failures, notBefore } = tries.get(item) ?? NO_TRIES;
    tries.set(item, { isUnderWay: true, failures, notBefore });
    const whole = await openedMessage(item, fetchArtifact);
    tries.set(item, { isUnderWay: false, failures: failures + 1, notBefore: Date.now() + retryAfter * 2 ** failures });
    const known = entries.get(item.id);
    if (known?.item !== item) return; // it has changed, or was deleted
    entries.set(item.id, whole.error ? { ...known, error: whole.error } : whole);
    if (!whole.error) messages = inOrder(entries);
    onFetched();
  }

  return {
    get messages() {
      return messages;
    },
    get error() {
      return [...entries.values()].find(({ error }) => error)?.error;
    },
    async take(items, since = '') {
      const latest = new Map(items.map((item) => [item.id, item])); // an id may come twice, on two pages
      const changed = [...latest.values()].filter((item) => isNews(item, entries.get(item.id)?.item));
      const fresh = await Promise.all(changed.map((item) => openedAsFarAsItIsHere(item)));
      for (const entry of fresh) entries.set(entry.item.id, entry);
      if (forgetDeleted(latest, since) || fresh.length > 0) messages = inOrder(entries);
      if (!resolve) return;
      for (const { item } of [...entries.values()].filter(isDue)) void fetchArtifacts(item, resolve);
    },
  };
}

/** A finished message never changes; an index may be behind what was read before. */
function isNews(item: ChatMessageItem, known: ChatMessageItem | undefined): boolean {
  if (!known) return true;
  if (known.responseComplete !== false) return false;
  return item.responseComplete !== false || (item.revision ?? 0) > (known.revision ?? 0);
}

function inOrder(entries: ReadonlyMap<string, OpenedMessage>): readonly ShownMessage[] {
  const shown = [...entries.values()].flatMap(({ message }) => message ?? []);
  return shown.sort((a, b) => (a.createdAt === b.createdAt ? compare(a.id, b.id) : compare(a.createdAt, b.createdAt)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
