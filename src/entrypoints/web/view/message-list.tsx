import { useRef, useState } from 'preact/hooks';
import { connection, entries } from '../model/conversation.ts';
import type { Entry } from '../model/entries.ts';
import { sessionId } from '../model/sessions.ts';
import { CHUNK, MessageChunk } from './message-chunk.tsx';
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
  if (list.length === 0) return <Welcome />;
  return (
    <div
      class="messages"
      ref={scroller}
      role="log"
      aria-label="Messages"
      aria-busy={connection.value === 'loading'}
      tabIndex={0}
    >
      <div class="column">
        {from > 0 && (
          <p class="earlier" ref={setTop}>
            Earlier messages …
          </p>
        )}
        {chunks(list, from)}
      </div>
    </div>
  );
}

/** The bounds of a chunk are those of the whole chat, so that they stay when earlier messages come in. */
function chunks(list: readonly Entry[], from: number) {
  const first = Math.floor(from / CHUNK);
  const count = Math.ceil(list.length / CHUNK) - first;
  return Array.from({ length: count }, (_, index) => {
    const start = (first + index) * CHUNK;
    const part = list.slice(Math.max(from, start), start + CHUNK);
    return <MessageChunk key={start} entries={part} next={list[start + CHUNK]} />;
  });
}
