import type { OrchestratorResponse } from '../../../src/domain/orchestrator-response.ts';
import type { RunningServer } from '../../../src/entrypoints/express/start-server.ts';
import { component, readDescription, type ApiDescription } from './api-description.ts';
import { startTestServer } from './test-server.ts';

let server: RunningServer;
let api: ApiDescription;
beforeAll(async () => {
  server = await startTestServer();
  api = await readDescription(server.url);
});
afterAll(() => server.close());

function post(path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function serverTakesMessage(body: unknown): Promise<boolean> {
  return (await post('/api/sessions/session-1/messages', body)).status === 202;
}

async function validationErrors(body: unknown): Promise<unknown> {
  const response = await post('/2015-03-31/functions/renewableOrchestrator/invocations', body);
  return ((await response.json()) as OrchestratorResponse).metadata['validationErrors'];
}

function schemaTakes(name: string, body: unknown): boolean {
  return api.faults(component(name), body).length === 0;
}

type Case = readonly [what: string, body: unknown, taken: boolean];

const query = 'Hello';
const QUERIES: readonly Case[] = [
  ['a query', { query }, true],
  ['the longest query', { query: 'x'.repeat(100_000) }, true],
  ['a longer query', { query: 'x'.repeat(100_001) }, false],
  ['an empty query', { query: '' }, false],
  ['a query that is null', { query: null }, false],
  ['a query that is a number', { query: 5 }, false],
  ['no query', {}, false],
  ['a list', [], false],
  ['a context', { query, context: { deep: [{ nothing: null }] } }, true],
  ['a context that is null', { query, context: null }, false],
  ['a context that is a list', { query, context: [] }, false],
  ['a context that is a text', { query, context: 'text' }, false],
  ['an unknown field', { query, unknown: 1 }, true],
];

const REQUESTS: readonly Case[] = [
  ...['sessionId', 'userId', 'requestId'].flatMap((field): Case[] => [
    [`the longest ${field}`, { query, [field]: 'x'.repeat(256) }, true],
    [`a longer ${field}`, { query, [field]: 'x'.repeat(257) }, false],
    [`an empty ${field}`, { query, [field]: '' }, field !== 'requestId'],
    [`a ${field} in any script`, { query, [field]: 'très long: 長い 👩‍🔬' }, true],
    [`a ${field} with a line feed`, { query, [field]: 'a\nb' }, false],
    [`a ${field} that is a number`, { query, [field]: 5 }, false],
  ]),
  ['a time', { query, submittedAt: '2026-01-31T12:00:00Z' }, true],
  ['a time with an offset', { query, submittedAt: '2024-02-29T12:00:00.000+05:30' }, true],
  ['a day that does not exist', { query, submittedAt: '2026-02-29T12:00:00Z' }, false],
  ['a day without a time', { query, submittedAt: '2026-01-31' }, false],
  ['a time in milliseconds', { query, submittedAt: 1_769_860_800_000 }, false],
  ['a delivery', { query, delivery: 'return', sessionId: 's', userId: 'u' }, true],
  ['an unknown delivery', { query, delivery: 'email' }, false],
];

describe('a body is taken by the server and by its description, or by neither', () => {
  test.each(QUERIES)('a message with %s', async (_, body, taken) => {
    expect(await serverTakesMessage(body)).toBe(taken);
    expect(schemaTakes('PostMessage', body)).toBe(taken);
  });

  test.each([...QUERIES, ...REQUESTS])('a request with %s', async (_, body, taken) => {
    expect((await validationErrors(body)) === undefined).toBe(taken);
    expect(schemaTakes('OrchestratorRequest', body)).toBe(taken);
  });

  test.each([
    ['a delivery to a chat that it does not name', { query, delivery: 'chat' }, 'sessionId'],
    ['a time before 1970', { query, submittedAt: '1969-12-31T23:59:59Z' }, 'submittedAt'],
  ])('except where a schema cannot say it: %s', async (_, body, field) => {
    expect(await validationErrors(body)).toContainEqual(expect.objectContaining({ field }));
    expect(schemaTakes('OrchestratorRequest', body)).toBe(true);
  });
});
