import { memo } from 'preact/compat';
import { useRef } from 'preact/hooks';
import { unsent } from '../model/conversation.ts';
import { answerPlace, isOpen, type Entry } from '../model/entries.ts';
import { ChatRow } from './chat-row.tsx';
import { useNear } from './use-near.ts';

/** So few messages are drawn together that it is not felt. */
export const CHUNK = 4;

interface Props {
  readonly entries: readonly Entry[];
  /** What stands behind them, if anything does. */
  readonly next: Entry | undefined;
}

/** Messages that are drawn, and left alone, together; far from the view there is only their place. */
export const MessageChunk = memo(({ entries, next }: Props) => {
  const known = next ? [...entries, next] : entries;
  const element = useRef<HTMLDivElement>(null);
  const height = useNear(element);
  return (
    <div class="chunk" ref={element} style={height === undefined ? {} : { height }}>
      {height === undefined && entries.flatMap((entry, index) => rowsOf(known, entry, index))}
    </div>
  );
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
