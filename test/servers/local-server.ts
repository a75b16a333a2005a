import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listening } from './listening.ts';

export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface LocalServer {
  readonly url: URL;
  /** Every request so far, in order. */
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
}

/** A real HTTP server on a free port of this machine; `answer` may also leave a request without an answer. */
export async function startLocalServer(answer: (response: ServerResponse) => void): Promise<LocalServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      requests.push({ method: request.method, path: request.url, headers: request.headers, body });
      answer(response);
    });
  });
  const { origin, close } = await listening(server);
  return {
    url: new URL(origin),
    requests,
    close,
  };
}
