import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { RunningServer } from '../../../src/entrypoints/express/start-server.ts';
import { readSession, startTestServer } from './test-server.ts';

let runs = 0;
let server: RunningServer;
beforeAll(async () => {
  server = await startTestServer(() => Promise.reject(new Error(`run ${runs++}`)));
});
afterAll(() => server.close());

const MESSAGES = '/api/sessions/s/messages';
const INVOKE = '/2015-03-31/functions/renewableOrchestrator/invocations';

/** Sends what `fetch` would not: a Host and an Origin of one's own. */
async function send(method: string, path: string, headers: Readonly<Record<string, string>>) {
  const body = method === 'POST' ? JSON.stringify({ query: 'Hello', sessionId: 's', userId: 'local-user' }) : '';
  return new Promise<{ status: number | undefined; body: unknown }>((resolve, reject) => {
    request(server.url + path, { method, headers }, (response) => {
      text(response).then((answer) => {
        resolve({ status: response.statusCode, body: answer === '' ? undefined : JSON.parse(answer) });
      }, reject);
    })
      .on('error', reject)
      .end(body);
  });
}

const json = { 'content-type': 'application/json' };
const event = { 'content-type': 'text/plain', 'x-amz-invocation-type': 'Event' };

describe.each<[string, Readonly<Record<string, string>>]>([
  ['from a page of another site', { origin: 'http://evil.example' }],
  ['from a page without an origin', { origin: 'null' }],
  ['from a browser that says so', { 'sec-fetch-site': 'cross-site' }],
  ['under a name of another site', { host: 'evil.example:3000', origin: 'http://evil.example:3000' }],
  ['under a name that begins like this machine', { host: '127.0.0.1.evil.example' }],
  ['under a name of another site, without an origin', { host: 'evil.example' }],
])('a request %s', (_, headers) => {
  test('is refused by the messages, in their form', async () => {
    const refusal = { status: 403, body: { error: { code: 'origin-refused' } } };
    expect(await send('POST', MESSAGES, { ...json, ...headers })).toMatchObject(refusal);
    expect(await send('GET', MESSAGES, headers)).toMatchObject(refusal);
  });

  test("is refused by the Invoke API, in Lambda's form", async () => {
    const refusal = { status: 403, body: { Type: 'User', Message: expect.any(String) as string } };
    expect(await send('POST', INVOKE, { ...event, ...headers })).toMatchObject(refusal);
    expect(await send('POST', INVOKE, { ...json, ...headers })).toMatchObject(refusal);
  });

  afterEach(async () => {
    expect(runs).toBe(0);
    expect((await readSession(server, 's')).messages).toEqual([]);
  });
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['a program, which has no origin', {}],
  [
    'a page of this server',
    { origin: 'http://localhost:3000', host: 'localhost:3000', 'sec-fetch-site': 'same-origin' },
  ],
  ["a developer's page on another port", { origin: 'http://localhost:5173', 'sec-fetch-site': 'same-site' }],
  ['the address bar', { 'sec-fetch-site': 'none', host: '[::1]:3000' }],
  ['another loopback address', { host: '127.1.2.3' }],
])('%s is served', async (_, headers) => {
  expect((await send('GET', MESSAGES, headers)).status).toBe(200);
  expect((await send('POST', INVOKE, { ...event, ...headers, 'x-amz-invocation-type': 'DryRun' })).status).toBe(204);
});
