import { startOidcIssuer } from '../../servers/oidc-issuer.ts';
import { startTestServer } from './test-server.ts';

const MESSAGES = '/api/sessions/s/messages';
const INVOKE = '/2015-03-31/functions/renewableOrchestrator/invocations';
const OIDC_AUDIENCE = 'chat';

test('an issuer that is away is 503 in the form of either API, and no fault of the token', async () => {
  const issuer = await startOidcIssuer();
  const headers = { authorization: `Bearer ${await issuer.token()}` };
  await issuer.close();
  const server = await startTestServer(undefined, { OIDC_ISSUER: issuer.issuer, OIDC_AUDIENCE });
  const page = await fetch(server.url + MESSAGES, { headers });
  expect([page.status, await page.json()]).toMatchObject([503, { error: { code: 'unavailable' } }]);
  const invocation = await fetch(server.url + INVOKE, { method: 'POST', headers });
  expect([invocation.status, await invocation.json()]).toMatchObject([503, { Type: 'Service' }]);
  await server.close();
});

test.each(['a\nb', 'x'.repeat(257)])('a token’s user is checked like any other (%#)', async (sub) => {
  const issuer = await startOidcIssuer();
  const server = await startTestServer(undefined, { OIDC_ISSUER: issuer.issuer, OIDC_AUDIENCE });
  const response = await fetch(server.url + MESSAGES, {
    headers: { authorization: `Bearer ${await issuer.token({ sub })}` },
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { issues: [{ field: 'sub' }] } });
  await server.close();
  await issuer.close();
});

test('an issuer without https is refused at the start', async () => {
  const start = startTestServer(undefined, { OIDC_ISSUER: 'http://issuer.example', OIDC_AUDIENCE });
  await expect(start).rejects.toMatchObject({ code: 'invalid-configuration' });
});
