import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import express, { type Response } from 'express';
import type { ChatEvent, ChatFeed } from '../../../src/application/ports/chat-feed.ts';
import { eventsApi } from '../../../src/entrypoints/express/events-api.ts';
import { sampleMessage } from '../../../src/entrypoints/library/testing/sample-message.ts';
import { until } from '../../end-to-end/until.ts';
import { listening, type Listening } from '../../servers/listening.ts';

const MB = 1024 * 1024;
const message = sampleMessage({
  artifacts: [
    { type: 'rows', data: { rows: Array.from({ length: 200_000 }, (_, n) => ({ n, text: 'x'.repeat(60) })) } },
  ],
  expiresAt: undefined,
});
const event: ChatEvent = { message, resumeFrom: '2026-01-31T12:00:00.000Z' };

let server: Listening;
let response: Response;
afterEach(() => server.close());

/** A watch of a chat in which one large message is written, and then another one. */
async function watch(heartbeatMs: number): Promise<IncomingMessage> {
  const feed: ChatFeed = {
    watch: async function* () {
      for (let turn = 0; turn < 2; turn++) {
        await wait(20);
        yield event;
      }
      await wait(20);
    },
    announce: () => undefined,
    close: () => undefined,
  };
  const app = express();
  app.use((_request, answer, next) => {
    response = answer;
    next();
  });
  app.use(eventsApi({ feed, authenticate: () => Promise.resolve({ id: 'user-1', verified: false }), heartbeatMs }));
  server = await listening(createServer(app));
  const request = get(`${server.origin}/sessions/s/events`);
  const [incoming] = (await once(request, 'response')) as [IncomingMessage];
  return incoming;
}

test('a large message arrives whole, with signs of life around it and none in it', async () => {
  const incoming = await watch(1);
  const parts = (await text(incoming)).split('\n\n');
  const told = `id: ${event.resumeFrom}\nevent: message\ndata: ${JSON.stringify(message)}`;
  expect(parts.filter((part) => part === told)).toHaveLength(2);
  const others = parts.filter((part) => part !== told);
  expect(new Set(others)).toEqual(new Set(['retry: 1000', ': alive', '']));
  expect(others.length).toBeGreaterThan(10);
});

test('a reader who does not read makes the server hold no whole message', async () => {
  const incoming = await watch(60_000);
  await until(() => response.writableNeedDrain || undefined);
  expect(JSON.stringify(message).length).toBeGreaterThan(10 * MB);
  expect(response.writableLength).toBeLessThan(MB);
  incoming.destroy();
});
