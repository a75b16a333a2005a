import { Validator } from '@seriousme/openapi-schema-validator';
import type { Router } from 'express';
import type { OrchestratorResponse } from '../../../src/domain/orchestrator-response.ts';
import { readConfig } from '../../../src/entrypoints/composition/config.ts';
import { createServerContainer } from '../../../src/entrypoints/composition/server-container.ts';
import { createApp } from '../../../src/entrypoints/express/create-app.ts';
import type { RunningServer } from '../../../src/entrypoints/express/start-server.ts';
import { sampleMessage } from '../../../src/entrypoints/library/testing/sample-message.ts';
import { component, readDescription, type ApiDescription } from './api-description.ts';
import { finished, startTestServer } from './test-server.ts';

const INVOKE = '/2015-03-31/functions/renewableOrchestrator/invocations';
const MESSAGES = '/api/sessions/{sessionId}/messages';

const { artifacts, thoughtSteps } = sampleMessage();
const metadata = { executionTime: 1, toolsUsed: ['a'], unknownField: { kept: true } };
const answer: OrchestratorResponse = { success: true, message: 'All is well', artifacts, thoughtSteps, metadata };

let server: RunningServer;
let api: ApiDescription;
beforeAll(async () => {
  server = await startTestServer(({ query }) =>
    query === 'fail' ? Promise.reject(new Error('an accident')) : Promise.resolve(answer),
  );
  api = await readDescription(server.url);
});
afterAll(() => server.close());

test('/openapi.json is an OpenAPI 3.1 document', async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(api.document))).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

test('every route of the server is described, and nothing else is', async () => {
  const config = readConfig({ RESULT_SINK: 'memory', LOG_LEVEL: 'silent' });
  const app = createApp(await createServerContainer(config), config.server);
  const described = api.operations.map(([method, path]) => `${method} ${path}`);
  const routes = routesOf(app.router);
  expect(described.map((operation) => routes.filter((route) => route.test(operation)).length)).toEqual(
    described.map(() => 1),
  );
  expect(routes).toHaveLength(described.length);
});

describe('what the server answers is what it describes', () => {
  const recipient = { sessionId: 'session-2', userId: 'user-2' };

  test.each<[string, string, number, () => Promise<Response>]>([
    ['a posted message', MESSAGES, 202, () => post(MESSAGES, { query: 'Hello' })],
    ['an invalid message', MESSAGES, 400, () => post(MESSAGES, { query: '' })],
    ['a message too large', MESSAGES, 413, () => post(MESSAGES, { query: 'x'.repeat(2 ** 20) })],
    ['a response', INVOKE, 200, () => post(INVOKE, { query: 'Hello' })],
    ['a delivered response', INVOKE, 200, () => post(INVOKE, { query: 'Hello', ...recipient })],
    ['validation errors', INVOKE, 200, () => post(INVOKE, {})],
    ['a failed job', INVOKE, 200, () => post(INVOKE, { query: 'fail' })],
    ['an event', INVOKE, 202, () => post(INVOKE, { query: 'Hello' }, 'Event')],
    ['a dry run', INVOKE, 204, () => post(INVOKE, {}, 'DryRun')],
    ['an unknown invocation type', INVOKE, 400, () => post(INVOKE, {}, 'Later')],
  ])('%s', async (_, path, status, send) => {
    const response = await send();
    expect(response.status).toBe(status);
    await expectDescribed('post', path, response);
  });

  test('a page of a chat, one with another after it, and a refusal', async () => {
    await post(MESSAGES, { query: 'Hello' });
    await post(MESSAGES, { query: 'fail' });
    await finished(server, 'session-1', 4);
    for (const search of ['', '?limit=1', '?limit=0']) {
      await expectDescribed('get', MESSAGES, await fetch(urlOf(MESSAGES) + search));
    }
  });

  test.each([
    ['PostedMessage', { id: 'msg-1-a' }],
    ['MessagePage', { messages: [{ id: 'msg-1-a' }] }],
    ['ChatMessage', { ...sampleMessage(), createdAt: 'yesterday' }],
    ['OrchestratorResponse', { ...answer, artifacts: [{ data: 'without a type' }] }],
    ['Problem', { error: 'text' }],
  ])('%s is more than any object', (name, value) => {
    expect(api.faults(component(name), value)).not.toEqual([]);
  });
});

function urlOf(path: string): string {
  return server.url + path.replace('{sessionId}', 'session-1');
}

function post(path: string, body: unknown, invocationType = 'RequestResponse'): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-amz-invocation-type': invocationType };
  return fetch(urlOf(path), { method: 'POST', headers, body: JSON.stringify(body) });
}

async function expectDescribed(method: string, path: string, response: Response): Promise<void> {
  const [, , operation] = api.operations.find(([m, p]) => m === method && p === path) ?? [];
  const status = String(response.status);
  const described = operation?.responses[status] ?? operation?.responses[status.replace(/..$/, 'XX')];
  expect(described).toBeDefined();
  const text = await response.text();
  const schema = described?.content?.['application/json'].schema;
  if (schema) expect(api.faults(schema, JSON.parse(text))).toEqual([]);
  else if (response.ok) expect(text).toBe('');
}

/** A pattern of `method path` for every route; express does not tell where a router is mounted. */
function routesOf({ stack }: Router): RegExp[] {
  return stack.flatMap(({ route, handle }) => {
    if (!route) return 'stack' in handle ? routesOf(handle as unknown as Router) : [];
    const { methods } = route as unknown as { methods: Readonly<Record<string, boolean>> };
    const path = route.path.replaceAll(/:\w+/g, '[^/]+');
    return Object.keys(methods).map((method) => new RegExp(`^${method} .*${path}$`));
  });
}
