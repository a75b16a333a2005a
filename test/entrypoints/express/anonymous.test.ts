import type { RunningServer } from '../../../src/entrypoints/express/start-server.ts';
import { startTestServer } from './test-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startTestServer(undefined, { OIDC_ISSUER: 'https://issuer.example', OIDC_AUDIENCE: 'chat' });
});
afterAll(() => server.close());

const MESSAGES = '/api/sessions/s/messages';
const INVOKE = '/2015-03-31/functions/renewableOrchestrator/invocations';

/** Says how a server answers that has heard all headers and nothing of the body. */
async function sendHeaders(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const body = new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode('{'));
    },
  });
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body, duplex: 'half' };
  return fetch(server.url + path, { ...init, signal: AbortSignal.timeout(5_000) } as RequestInit);
}

describe('without a token nobody is heard', () => {
  test.each(['{"query"', '{}', JSON.stringify({ query: 'x'.repeat(7 * 2 ** 20) })])('a message (%#)', async (body) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(server.url + MESSAGES, { method: 'POST', headers, body });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'unauthenticated' } });
  });

  test.each(['{"query"', JSON.stringify({ query: 'x'.repeat(7 * 2 ** 20) })])('an invocation (%#)', async (body) => {
    const response = await fetch(server.url + INVOKE, { method: 'POST', body });
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([403, 'UnrecognizedClientException']);
  });

  test('the messages and the Invoke API do not wait for a body', async () => {
    expect((await sendHeaders(MESSAGES)).status).toBe(401);
    expect((await sendHeaders(INVOKE)).status).toBe(403);
    expect((await sendHeaders(INVOKE, { 'x-amz-invocation-type': 'Later' })).status).toBe(403);
  });

  test.each(['', '?limit=0'])('a page of messages%s', async (search) => {
    expect((await fetch(server.url + MESSAGES + search)).status).toBe(401);
    expect((await fetch(`${server.url}/api/sessions/${'x'.repeat(257)}/messages`)).status).toBe(401);
  });
});
