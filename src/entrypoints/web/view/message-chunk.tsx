import { memo } from 'preact/compat';
import { unsent } from '../model/conversation.ts';
import { answerPlace, isOpen, type Entry } from '../model/entries.ts';
import { ChatRow } from './chat-row.tsx';

/** Messages that are drawn, and left alone, together: a change at the end of a long chat costs no more than a short one. */
export const CHUNK = 20;

interface Props {
  readonly entries: readonly Entry[];
  /** What stands behind them, if anything does. */
  readonly next: Entry | undefined;
}

export const MessageChunk = memo(({ entries, next }: Props) => {
  const known = next ? [...entries, next] : entries;
  return <div class="chunk">{entries.flatMap((entry, index) => rowsOf(known, entry, index))}</div>;
}, isSame);

function rowsOf(list: readonly Entry[], { key, message }: Entry, index: number) {
  const row = <ChatRow key={key} message={message} awaited={false} />;
  if (message.role !== 'human' || !isOpen(list, index) || unsent.value.has(message.id)) return [row];
  return [row, <ChatRow key={answerPlace(message)} message={message} awaited />];
}

function isSame(before: Props, after: Props): boolean {
  return (
    before.next?.message === after.next?.message &&
    before.entries.length === after.entries.length &&
    before.entries.every(({ key, message }, index) => {
      const entry = after.entries[index];
      return entry?.key === key && entry.message === message;
    })
  );
}
