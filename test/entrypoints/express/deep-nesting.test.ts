import type { RunningServer } from '../../../src/entrypoints/express/start-server.ts';
import { finished, readSession, startTestServer } from './test-server.ts';

const requests: unknown[] = [];
let server: RunningServer;
beforeAll(async () => {
  server = await startTestServer((request) => {
    requests.push(request);
    return Promise.reject(new Error('an accident'));
  });
});
afterAll(() => server.close());
afterEach(() => requests.splice(0));

/** A JSON body with a field of so many levels. */
function body(field: string, levels: number): string {
  const deep = '{"a":'.repeat(levels - 1) + '{}' + '}'.repeat(levels - 1);
  return `{"query":"Hello","sessionId":"s","userId":"local-user","${field}":${deep}}`;
}

function send(path: string, text: string, invocationType = 'RequestResponse'): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-amz-invocation-type': invocationType };
  return fetch(server.url + path, { method: 'POST', headers, body: text });
}

const MESSAGES = '/api/sessions/s/messages';
const INVOKE = '/2015-03-31/functions/renewableOrchestrator/invocations';
const message = 'must not be nested more than 100 levels deep';

describe.each([101, 8_000, 100_000])('%d levels', (levels) => {
  test('of context in a message are refused, and nothing is in the chat', async () => {
    const response = await send(MESSAGES, body('context', levels));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { issues: [{ field: 'context', message }] } });
  });

  test.each(['context', 'unknown'])('of %s in an event are refused', async (field) => {
    const response = await send(INVOKE, body(field, levels), 'Event');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ message: `${field}: ${message}` });
  });

  test.each(['context', 'unknown'])('of %s in an invocation are named in its response', async (field) => {
    const response = await send(INVOKE, body(field, levels));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ metadata: { validationErrors: [{ field, message }] } });
  });

  afterEach(async () => {
    expect(requests).toEqual([]);
    expect((await readSession(server, 's')).messages).toEqual([]);
  });
});

test('100 levels are taken', async () => {
  for (const field of ['context', 'unknown']) await send(INVOKE, body(field, 100), 'Event');
  await finished(server, 's', 2);
  expect(requests).toMatchObject([{ context: {} }, { unknown: {} }]);
});
