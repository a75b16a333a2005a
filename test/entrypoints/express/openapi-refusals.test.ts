import { Validator } from '@seriousme/openapi-schema-validator';
import type { RunningServer } from '../../../src/entrypoints/express/start-server.ts';
import { sampleMessage } from '../../../src/entrypoints/library/testing/sample-message.ts';
import { component, readDescription, type ApiDescription } from './api-description.ts';
import { startTestServer } from './test-server.ts';

const PATH = '/api/sessions/{sessionId}/messages';

async function described(environment: Readonly<Record<string, string>> = {}) {
  const server = await startTestServer(() => new Promise(() => undefined), { JOB_TIMEOUT_MS: '300', ...environment });
  servers.push(server);
  return { url: server.url + PATH.replace('{sessionId}', 's'), api: await readDescription(server.url) };
}

const servers: RunningServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

const OIDC = { OIDC_ISSUER: 'https://issuer.example', OIDC_AUDIENCE: 'chat' };
const json = { 'content-type': 'application/json' };
const post = (url: string, headers = {}) =>
  fetch(url, { method: 'POST', headers: { ...json, ...headers }, body: '{"query":"Hello"}' });

async function expectDescribed({ operations, faults }: ApiDescription, method: string, response: Response) {
  const [, , operation] = operations.find(([m, path]) => m === method && path === PATH) ?? [];
  const schema = operation?.responses[String(response.status)]?.content?.['application/json'].schema;
  expect(schema).toBeDefined();
  expect(faults(schema ?? {}, await response.json())).toEqual([]);
}

test('a caller without a token, where tokens are needed', async () => {
  const { url, api } = await described(OIDC);
  for (const method of ['get', 'post']) {
    const response = await (method === 'get' ? fetch(url) : post(url));
    expect(response.status).toBe(401);
    await expectDescribed(api, method, response);
  }
});

test('a page of another site', async () => {
  const { url, api } = await described();
  const headers = { 'sec-fetch-site': 'cross-site' };
  for (const method of ['get', 'post']) {
    const response = await (method === 'get' ? fetch(url, { headers }) : post(url, headers));
    expect(response.status).toBe(403);
    await expectDescribed(api, method, response);
  }
});

test('a full queue', async () => {
  const { url, api } = await described({ QUEUE_LIMIT: '1' });
  await post(url);
  const response = await post(url);
  expect(response.status).toBe(429);
  await expectDescribed(api, 'post', response);
});

test('a bearer token is asked for where it is needed, and only there', async () => {
  const { document } = (await described(OIDC)).api;
  expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true });
  expect(document).toMatchObject({
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    paths: { '/healthz': { get: { security: [] } }, '/openapi.json': { get: { security: [] } } },
  });
  const open = (await described()).api.document;
  expect(open).not.toHaveProperty('security');
  expect(open).not.toHaveProperty('components.securitySchemes');
});

test('a message of the chat holds the artifacts and steps that an orchestrator may return', async () => {
  const { faults } = (await described()).api;
  const message = sampleMessage({ artifacts: [{ type: 'map', data: 1, actions: 'none' as never }] });
  expect(faults(component('ChatMessage'), message)).not.toEqual([]);
  expect(faults(component('ChatMessage'), sampleMessage())).toEqual([]);
});
