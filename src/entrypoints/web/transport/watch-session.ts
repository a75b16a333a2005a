import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { ChatMessage } from '../../../domain/chat-message.ts';
import { callServer } from './call-server.ts';
import { pathOf } from './chat-api.ts';

export interface Watching {
  /** Where to begin; absent: now. */
  readonly since: string | undefined;
  readonly signal: AbortSignal;
  readonly onOpen: () => void;
  readonly onMessage: (message: ChatMessage, resumeFrom: string) => void;
}

/** Milliseconds: the server gives a sign of life every 15 s. */
const SILENCE = 40_000;

/** Reads the session's events until the connection ends. @throws Problem, or what breaking off throws */
export async function watchSession(sessionId: string, { since, signal, onOpen, onMessage }: Watching): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(giveUp, SILENCE);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    const headers = since === undefined ? {} : { 'last-event-id': since };
    const response = await callServer(`${pathOf(sessionId)}/events`, { headers, signal: silence.signal });
    onOpen();
    const alive = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        clearTimeout(timer);
        timer = setTimeout(giveUp, SILENCE);
        controller.enqueue(chunk);
      },
    });
    const events = response.body
      ?.pipeThrough(alive)
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream());
    const reader = events?.getReader();
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      const { data, id } = next.value;
      onMessage(JSON.parse(data) as ChatMessage, id ?? since ?? '');
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }

  function giveUp(): void {
    silence.abort();
  }
}
