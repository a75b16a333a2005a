import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { connection, entries, unsent } from '../model/conversation.ts';
import { answerPlace, isOpen, type Entry } from '../model/entries.ts';
import { sessionId } from '../model/sessions.ts';
import { ChatRow } from './chat-row.tsx';
import { useEarlier } from './use-earlier.ts';
import { useStickToEnd } from './use-stick-to-end.ts';
import { Welcome } from './welcome.tsx';

/** The messages of the chat, oldest first; of a long one the latest, and more whenever the reader scrolls up. */
export function MessageList() {
  const list = entries.value;
  const scroller = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState<HTMLElement | null>(null);
  const shown = useEarlier(scroller, top, sessionId.value);
  const from = Math.max(0, list.length - shown);
  useStickToEnd(scroller, list, sessionId.value);
  useLayoutEffect(() => {
    scroller.current?.setAttribute('aria-busy', String(connection.value === 'loading'));
  });
  if (list.length === 0) return <Welcome />;
  return (
    <div class="messages" ref={scroller} role="log" aria-label="Messages" tabIndex={0}>
      <div class="column">
        {from > 0 && (
          <p class="earlier" ref={setTop}>
            Earlier messages …
          </p>
        )}
        {list.slice(from).flatMap((entry, index) => rowsOf(list, entry, from + index))}
      </div>
    </div>
  );
}

function rowsOf(list: readonly Entry[], { key, message }: Entry, index: number) {
  const row = <ChatRow key={key} message={message} awaited={false} />;
  if (message.role !== 'human' || !isOpen(list, index) || unsent.value.has(message.id)) return [row];
  return [row, <ChatRow key={answerPlace(message)} message={message} awaited />];
}
