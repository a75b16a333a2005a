import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunningServer } from '../../../src/entrypoints/express/start-server.ts';
import { answer, finished, readSession, startTestServer } from './test-server.ts';

let server: RunningServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

function post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  });
}

test('a query and its answer appear in the chat, in this order, under the id that was told', async () => {
  const posted = await post('/api/sessions/session-1/messages', { query: 'Hello', context: { a: 1 } });
  expect(posted.status).toBe(202);
  const { messageId } = (await posted.json()) as { messageId: string };
  const { messages } = await finished(server, 'session-1', 2);
  expect(messages).toMatchObject([
    { role: 'human', text: 'Hello', owner: 'local-user', chatSessionId: 'session-1' },
    { id: messageId, role: 'ai', text: 'All is well', artifacts: answer.artifacts },
  ]);
});

test('the context reaches the orchestrator, and the request insists on the chat', async () => {
  const requests: unknown[] = [];
  const other = await startTestServer((request) => {
    requests.push(request);
    return Promise.resolve(answer);
  });
  try {
    await fetch(`${other.url}/api/sessions/s/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-user-id': 'ada' },
      body: JSON.stringify({ query: 'Hello', context: { a: 1 } }),
    });
    await finished(other, 's', 2, 'ada');
    expect(requests).toEqual([
      {
        query: 'Hello',
        context: { a: 1 },
        sessionId: 's',
        userId: 'ada',
        delivery: 'chat',
        requestId: expect.any(String) as string,
        submittedAt: expect.any(String) as string,
      },
    ]);
  } finally {
    await other.close();
  }
});

test('a large artifact is shown whole, and nothing is written for it where messages are in memory', async () => {
  const artifacts = [{ type: 'image', data: 'x'.repeat(2_000_000) }];
  const DATA_DIR = path.join(tmpdir(), randomUUID());
  const other = await startTestServer(() => Promise.resolve({ ...answer, artifacts }), { DATA_DIR });
  try {
    const body = JSON.stringify({ query: 'Hello' });
    const headers = { 'content-type': 'application/json' };
    await fetch(`${other.url}/api/sessions/s/messages`, { method: 'POST', headers, body });
    expect((await finished(other, 's', 2)).messages[1]).toMatchObject({ artifacts });
    expect(existsSync(DATA_DIR)).toBe(false);
  } finally {
    await other.close();
  }
});

test('users see their own messages only', async () => {
  await post('/api/sessions/shared/messages', { query: 'mine' }, { 'x-user-id': 'ada' });
  await finished(server, 'shared', 2, 'ada');
  expect((await readSession(server, 'shared', 'bob')).messages).toEqual([]);
  expect((await readSession(server, 'shared')).messages).toEqual([]);
});

test('a long session is read in pages', async () => {
  for (let n = 0; n < 3; n++) await post('/api/sessions/long/messages', { query: `query ${n}` });
  await finished(server, 'long', 6);
  const seen: unknown[] = [];
  let next: string | undefined;
  do {
    const after = next === undefined ? '' : `&after=${next}`;
    const response = await fetch(`${server.url}/api/sessions/long/messages?limit=4${after}`);
    const page = (await response.json()) as { messages: unknown[]; next?: string };
    seen.push(page.messages.length);
    next = page.next;
  } while (next !== undefined);
  expect(seen).toEqual([4, 2]);
});

describe('what is wrong is named', () => {
  const path = '/api/sessions/session-1/messages';
  test.each([
    [path, {}, 'query'],
    [path, { query: 5 }, 'query'],
    [path, { query: '' }, 'query'],
    [path, { query: 'x', context: 'y' }, 'context'],
    [path, [], ''],
    [`/api/sessions/${'x'.repeat(257)}/messages`, { query: 'x' }, 'sessionId'],
    ['/api/sessions/a%00b/messages', { query: 'x' }, 'sessionId'],
  ])('POST %s %j', async (url, body, field) => {
    const response = await post(url, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'invalid-request', issues: [{ field }] } });
  });

  test.each(['limit=0', 'limit=101', 'limit=x', 'limit=1.5', 'after=nonsense'])('GET ?%s', async (search) => {
    const response = await fetch(`${server.url}${path}?${search}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { issues: [{ field: search.split('=')[0] }] } });
  });

  test('a user id with control characters', async () => {
    const response = await post(path, { query: 'x' }, { 'x-user-id': 'a\u0001b' }).catch(() => undefined);
    expect(response?.status ?? 400).toBe(400);
  });

  test.each([
    ['{"query"', 400],
    [JSON.stringify({ query: 'x', context: { text: 'x'.repeat(2 ** 20) } }), 413],
  ])('a body that cannot be read (%#)', async (body, status) => {
    const response = await post(path, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code: 'bad-http-request' } });
  });

  test('a path that is not there', async () => {
    expect((await fetch(`${server.url}/api/nothing`)).status).toBe(404);
    expect((await fetch(`${server.url}/api/sessions/%zz/messages`)).status).toBe(400);
  });
});

test('answers carry a request id and the headers of helmet, and the server says that it is well', async () => {
  const response = await fetch(`${server.url}/healthz`, { headers: { 'x-request-id': 'mine-1' } });
  expect(await response.json()).toEqual({ status: 'ok' });
  expect(response.headers.get('x-request-id')).toBe('mine-1');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('x-powered-by')).toBeNull();
  const other = await fetch(`${server.url}/healthz`, { headers: { 'x-request-id': 'not an id!' } });
  expect(other.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});
