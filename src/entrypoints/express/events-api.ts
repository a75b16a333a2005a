import { once } from 'node:events';
import { Router, type Response } from 'express';
import { asJson } from '../../application/as-json.ts';
import { jsonChunks } from '../../application/json-chunks.ts';
import { parseInput } from '../../application/parse-input.ts';
import type { ChatEvent, ChatFeed } from '../../application/ports/chat-feed.ts';
import { sessionPathSchema, watchSchema } from './api-schemas.ts';
import type { Authenticate } from './authenticate.ts';

export interface EventsApiDependencies {
  readonly feed: ChatFeed;
  readonly authenticate: Authenticate;
  /** Milliseconds between two signs of life. */
  readonly heartbeatMs: number;
}

/** The chat as server-sent events: `/api/sessions/{sessionId}/events`. */
export function eventsApi({ feed, authenticate, heartbeatMs }: EventsApiDependencies): Router {
  const router = Router();
  router.get('/sessions/:sessionId/events', async (request, response) => {
    const { id: userId } = await authenticate(request);
    const recipient = { ...parseInput(sessionPathSchema, request.params), userId };
    const lastEventId = request.get('last-event-id');
    const asked = parseInput(watchSchema, { since: request.query['since'], 'last-event-id': lastEventId });
    const from = asked['last-event-id'] ?? asked.since;
    const gone = new AbortController();
    response.once('close', () => {
      gone.abort();
    });
    const since = from === undefined ? undefined : new Date(from);
    await stream(response, feed.watch(recipient, { since, signal: gone.signal }), gone.signal, heartbeatMs);
  });
  return router;
}

async function stream(
  response: Response,
  events: AsyncIterable<ChatEvent>,
  gone: AbortSignal,
  heartbeatMs: number,
): Promise<void> {
  response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  response.write('retry: 1000\n\n');
  let amid = false; // nothing may stand in an event but itself
  const heartbeat = setInterval(() => amid || response.write(': alive\n\n'), heartbeatMs);
  try {
    for await (const event of events) {
      amid = true;
      for await (const piece of written(event)) {
        if (!response.write(piece)) await once(response, 'drain', { signal: gone });
      }
      amid = false;
    }
    response.end();
  } catch (error) {
    if (!gone.aborted) throw error; // a reader who has left is no error
  } finally {
    clearInterval(heartbeat);
  }
}

/** Piece by piece: a message may be many megabytes, and others wait for their turn. */
async function* written({ message, resumeFrom }: ChatEvent): AsyncGenerator<string, void> {
  yield `id: ${resumeFrom}\nevent: message\ndata: `;
  yield* jsonChunks(await asJson(message));
  yield '\n\n';
}
