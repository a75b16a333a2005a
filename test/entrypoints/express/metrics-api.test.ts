import { startOidcIssuer } from '../../servers/oidc-issuer.ts';
import { finished, startTestServer } from './test-server.ts';

const TRACE = '1-697deec0-0123456789abcdef01234567';
const post = (headers: Readonly<Record<string, string>> = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ query: 'Hello' }),
});

test('what was measured is there as Prometheus reads it', async () => {
  const server = await startTestServer();
  await fetch(`${server.url}/api/sessions/session-1/messages`, post());
  await finished(server, 'session-1', 2);
  const response = await fetch(`${server.url}/metrics`);
  const text = await response.text();
  await server.close();
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(text).toMatch(/^chat_courier_write_success_total 1$/m);
  expect(text).toMatch(/^chat_courier_job_duration_seconds_count 1$/m);
  expect(text).toMatch(/^process_cpu_seconds_total /m);
});

test('where tokens are asked for, they are asked for here, too', async () => {
  const issuer = await startOidcIssuer();
  const server = await startTestServer(undefined, { OIDC_ISSUER: issuer.issuer, OIDC_AUDIENCE: 'chat' });
  const authorization = `Bearer ${await issuer.token()}`;
  const statuses = [
    (await fetch(`${server.url}/metrics`)).status,
    (await fetch(`${server.url}/metrics`, { headers: { authorization } })).status,
  ];
  await server.close();
  await issuer.close();
  expect(statuses).toEqual([401, 200]);
});

test('a page of another site reads no figures', async () => {
  const server = await startTestServer();
  const response = await fetch(`${server.url}/metrics`, { headers: { origin: 'https://evil.example' } });
  await server.close();
  expect(response.status).toBe(403);
});

test.each([
  ['a question', '/api/sessions/session-1/messages', {}],
  ['an event', '/2015-03-31/functions/renewableOrchestrator/invocations', { 'x-amz-invocation-type': 'Event' }],
])('%s that belongs to a trace has an answer that names it', async (_, path, headers) => {
  const server = await startTestServer();
  const body = JSON.stringify({
    query: 'Hello',
    ...(path.startsWith('/2015') && { sessionId: 'session-1', userId: 'local-user' }),
  });
  const trace = { 'x-amzn-trace-id': `Root=${TRACE};Sampled=1` };
  await fetch(server.url + path, { ...post({ ...trace, ...headers }), body });
  const { messages } = await finished(server, 'session-1', path.startsWith('/2015') ? 1 : 2);
  await server.close();
  const metadata = messages.at(-1) as unknown as { metadata: object };
  expect(metadata).toMatchObject({
    metadata: { requestId: expect.any(String) as string, traceId: TRACE },
  });
});
