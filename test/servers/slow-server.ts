import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { LocalServer, ReceivedRequest } from './local-server.ts';
import { listening } from './listening.ts';

/** An HTTP server that takes what is sent at a pace, in bytes a second, and then answers 200. It keeps no bodies. */
export async function startSlowServer(pace: number): Promise<LocalServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    const { method, url: path, headers } = request;
    requests.push({ method, path, headers, body: '' });
    void (async () => {
      for await (const part of request) await pause(((part as Buffer).length / pace) * 1_000);
      response.end();
    })().catch(() => response.destroy());
  });
  const { origin, close } = await listening(server);
  return {
    url: new URL(origin),
    requests,
    close,
  };
}
