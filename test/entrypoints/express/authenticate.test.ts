import type { RunningServer } from '../../../src/entrypoints/express/start-server.ts';
import { startOidcIssuer, type OidcIssuer } from '../../servers/oidc-issuer.ts';
import { answer, startTestServer } from './test-server.ts';

const MESSAGES = '/api/sessions/s/messages';
const INVOKE = '/2015-03-31/functions/renewableOrchestrator/invocations';

const requests: unknown[] = [];
let issuer: OidcIssuer;
let server: RunningServer;
beforeAll(async () => {
  issuer = await startOidcIssuer();
  server = await startTestServer(
    (request) => {
      requests.push(request);
      return Promise.resolve(answer);
    },
    { OIDC_ISSUER: issuer.issuer, OIDC_AUDIENCE: 'chat' },
  );
});
afterAll(async () => {
  await server.close();
  await issuer.close();
});
afterEach(() => requests.splice(0));

const bearer = async (sub = 'ada') => ({ authorization: `Bearer ${await issuer.token({ sub })}` });
type Headers = Readonly<Record<string, string>>;

function post(path: string, body: object, headers: Headers): Promise<Response> {
  const json = { 'content-type': 'application/json', ...headers };
  return fetch(server.url + path, { method: 'POST', headers: json, body: JSON.stringify(body) });
}

/** What the chat of a user holds, as soon as so many messages are finished. */
async function chatOf(user: string, count: number): Promise<{ owner: string }[]> {
  for (;;) {
    const response = await fetch(server.url + MESSAGES, { headers: await bearer(user) });
    const { messages } = (await response.json()) as { messages: { owner: string; responseComplete: boolean }[] };
    if (messages.filter(({ responseComplete }) => responseComplete).length >= count) return messages;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('the user is whom the token names, in both APIs', async () => {
  expect((await post(MESSAGES, { query: 'Hello' }, await bearer('grace'))).status).toBe(202);
  expect((await chatOf('grace', 2)).map(({ owner }) => owner)).toEqual(['grace', 'grace']);
  const event = { query: 'Hello', sessionId: 's', userId: 'edith' };
  const headers = { ...(await bearer('edith')), 'x-amz-invocation-type': 'Event' };
  expect((await post(INVOKE, event, headers)).status).toBe(202);
  expect((await chatOf('edith', 1)).map(({ owner }) => owner)).toEqual(['edith']);
});

describe('without a token that is valid here', () => {
  test.each<[string, () => Promise<Headers>]>([
    ['there is none', () => Promise.resolve({})],
    ['only a name is given', () => Promise.resolve({ 'x-user-id': 'ada' })],
    ['it is of another kind', () => Promise.resolve({ authorization: 'Basic YWRhOnNlY3JldA==' })],
    ['it has expired', async () => ({ authorization: `Bearer ${await issuer.token({ exp: 1 })}` })],
    ['it is nonsense', () => Promise.resolve({ authorization: 'Bearer nonsense' })],
  ])('(%s) nothing is done and nothing is shown', async (_, make) => {
    const headers = await make();
    for (const response of [
      await post(MESSAGES, { query: 'Hello' }, headers),
      await fetch(server.url + MESSAGES, { headers }),
    ]) {
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: { code: 'unauthenticated' } });
    }
    for (const type of ['RequestResponse', 'Event', 'DryRun']) {
      const response = await post(INVOKE, { query: 'Hello' }, { ...headers, 'x-amz-invocation-type': type });
      expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([403, 'UnrecognizedClientException']);
    }
    expect(requests).toEqual([]);
  });
});

describe('a user who speaks for another one', () => {
  test('by x-user-id is refused in both APIs', async () => {
    const headers = { ...(await bearer('mallory')), 'x-user-id': 'ada' };
    const [posted, read, invoked] = [
      await post(MESSAGES, { query: 'Hello' }, headers),
      await fetch(server.url + MESSAGES, { headers }),
      await post(INVOKE, { query: 'Hello' }, headers),
    ];
    expect([posted.status, read.status, invoked.status]).toEqual([403, 403, 403]);
    expect(await posted.json()).toMatchObject({ error: { code: 'user-refused' } });
    expect(invoked.headers.get('x-amzn-errortype')).toBe('AccessDeniedException');
  });

  test.each<[string, object]>([
    ['by name', { userId: 'ada' }],
    ['by nobody’s name', { userId: '' }],
    ['by a list', { userId: ['mallory'] }],
    ['by null', { userId: null }],
  ])('in an event, %s, is refused', async (_, named) => {
    for (const type of ['RequestResponse', 'Event', 'DryRun']) {
      const headers = { ...(await bearer('mallory')), 'x-amz-invocation-type': type };
      const response = await post(INVOKE, { query: 'Hello', sessionId: 's', ...named }, headers);
      expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([403, 'AccessDeniedException']);
    }
  });

  test('by a prototype is a user who names none', async () => {
    const body = '{"query":"Hello","sessionId":"s","__proto__":{"userId":"ada"},"constructor":{"userId":"ada"}}';
    const response = await fetch(server.url + INVOKE, { method: 'POST', headers: await bearer('mallory'), body });
    expect(await response.json()).toMatchObject({ metadata: { delivery: { status: 'delivered' } } }); // to mallory's chat
    requests.splice(0);
  });

  afterEach(async () => {
    expect(requests).toEqual([]);
    expect(await chatOf('ada', 0)).toEqual([]);
  });
});

test('everybody may ask whether the server is well', async () => {
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});
