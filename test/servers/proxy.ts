import { createServer, request as send, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { ReceivedRequest } from './local-server.ts';
import { listening } from './listening.ts';

export interface Proxy {
  readonly url: string;
  /** Every request so far, in order. */
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
}

/** Stands in front of a server: notes each request, and lets it pass unless `refuse` gives a status instead. */
export async function startProxy(
  target: string,
  refuse: (request: ReceivedRequest, body: Buffer) => Promise<number | undefined> = () => Promise.resolve(undefined),
): Promise<Proxy> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const { method, url: path, headers } = incoming;
      const body = await buffer(incoming);
      const received = { method, path, headers, body: body.toString() };
      requests.push(received);
      const status = await refuse(received, body);
      if (status !== undefined) return outgoing.writeHead(status).end();
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        send(new URL(path ?? '/', target), { method: method ?? 'GET', headers }, resolve)
          .on('error', reject)
          .end(body);
      });
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      return answer.pipe(outgoing);
    })().catch(() => outgoing.destroy());
  });
  const { origin, close } = await listening(server);
  return {
    url: origin,
    requests,
    close,
  };
}
