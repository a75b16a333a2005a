import type { RunningServer } from '../../../src/entrypoints/express/start-server.ts';
import { answer, finished, readSession, startTestServer } from './test-server.ts';

const INVOKE = '/2015-03-31/functions/renewableOrchestrator/invocations';
const recipient = { sessionId: 'session-1', userId: 'local-user' };

const requests: unknown[] = [];
let server: RunningServer;
beforeAll(async () => {
  server = await startTestServer((request) => {
    requests.push(request);
    return Promise.resolve(answer);
  });
});
afterAll(() => server.close());
beforeEach(() => requests.splice(0));

function send(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const json = { 'content-type': 'application/json', ...headers };
  return fetch(server.url + path, { method: 'POST', headers: json, body: text });
}

const HUGE = 10 * 1024 * 1024;
const IDS: [string, unknown][] = [
  ['a zero byte', 'a\0b'],
  ['a line break', 'a\nb'],
  ['an escape sequence', '\u001b[2J'],
  ['a C1 control character', 'a\u0085b'],
  ['half of a surrogate pair', 'a\ud800'],
  ['the other half', '\udc00b'],
  ['too many characters', 'x'.repeat(257)],
  ['a number', 5],
  ['null', null],
  ['a list', ['session-1']],
  ['an object', { $ne: '' }],
  ['true', true],
];

describe.each(['sessionId', 'userId', 'requestId'])('%s', (field) => {
  test.each(IDS)('%s is named, and has no effect', async (_, value) => {
    const request = { query: 'Hello', ...recipient, [field]: value };
    const invoked = await send(INVOKE, request);
    expect(await invoked.json()).toMatchObject({ success: false, metadata: { validationErrors: [{ field }] } });
    const event = await send(INVOKE, request, { 'x-amz-invocation-type': 'Event' });
    expect([event.status, event.headers.get('x-amzn-errortype')]).toEqual([400, 'InvalidRequestContentException']);
    expect(await event.json()).toMatchObject({ message: expect.stringMatching(`^${field}: must`) as string });
  });
});

test.each<[string, string, object]>([
  ['query', 'a list', { query: ['Hello'] }],
  ['query', 'nothing', { query: '' }],
  ['query', 'too many characters', { query: 'x'.repeat(100_001) }],
  ['query', 'half of a surrogate pair', { query: 'a\ud800' }],
  ['context', 'a text', { query: 'Hello', context: '{}' }],
  ['context', 'a list', { query: 'Hello', context: [{}] }],
  ['context', 'null', { query: 'Hello', context: null }],
])('%s: %s is named in both APIs, and has no effect', async (field, _, request) => {
  const posted = await send('/api/sessions/session-1/messages', request);
  expect(posted.status).toBe(400);
  expect(await posted.json()).toMatchObject({ error: { code: 'invalid-request', issues: [{ field }] } });
  const invoked = await send(INVOKE, { ...recipient, ...request });
  expect(await invoked.json()).toMatchObject({ success: false, metadata: { validationErrors: [{ field }] } });
});

test.each(['a%00b', 'a%0Ab', '%1B[2J', 'x'.repeat(257)])('a session called %s is refused in the path', async (id) => {
  for (const response of [
    await send(`/api/sessions/${id}/messages`, { query: 'Hello' }),
    await fetch(`${server.url}/api/sessions/${id}/messages`),
  ]) {
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { issues: [{ field: 'sessionId' }] } });
  }
});

test.each(['%ED%A0%80', '%ff', '%'])('a session whose name %s is no Unicode is refused', async (id) => {
  expect((await fetch(`${server.url}/api/sessions/${id}/messages`)).status).toBe(400);
});

test.each([
  ['/api/sessions/session-1/messages', 'RequestResponse'],
  [INVOKE, 'RequestResponse'],
  [INVOKE, 'Event'],
])('10 MB are too much for %s (%s)', async (path, type) => {
  const response = await send(path, { query: 'x'.repeat(HUGE), ...recipient }, { 'x-amz-invocation-type': type });
  expect(response.status).toBe(413);
});

test.each(['null', '5', '"text"', '[]', 'true'])('%s is no request', async (body) => {
  expect((await send('/api/sessions/session-1/messages', body)).status).toBe(400);
  expect((await send(INVOKE, body, { 'x-amz-invocation-type': 'Event' })).status).toBe(400);
  expect(await (await send(INVOKE, body)).json()).toMatchObject({ metadata: { validationErrors: [{ field: '' }] } });
});

test('prototype keys change no prototype, and stand for no field', async () => {
  const evil = '{"sessionId":"session-1","userId":"local-user","delivery":"chat","polluted":true}';
  const body = `{"query":"Hello","__proto__":${evil},"context":{"__proto__":${evil},"constructor":{"prototype":${evil}}}}`;
  expect(await (await send(INVOKE, body)).json()).toEqual(answer);
  expect({}).not.toHaveProperty('polluted');
  expect(requests).toHaveLength(1);
  expect(requests[0]).not.toHaveProperty('userId');
  expect(requests[0]).not.toHaveProperty('context.polluted');
  requests.splice(0);
});

test('the words of an id that look like an order are only an id', async () => {
  for (const sessionId of ['__proto__', 'constructor', '../../etc/passwd', "'; DROP TABLE x", '👩‍🔬']) {
    await send(INVOKE, { query: 'Hello', ...recipient, sessionId }, { 'x-amz-invocation-type': 'Event' });
    const { messages } = await finished(server, sessionId, 1);
    expect(messages).toMatchObject([{ text: 'All is well', chatSessionId: sessionId }]);
  }
  requests.splice(0);
});

afterEach(async () => {
  expect(requests).toEqual([]);
  expect((await readSession(server, 'session-1')).messages).toEqual([]);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});
