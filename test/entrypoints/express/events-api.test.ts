import { EventSourceParserStream, type EventSourceMessage } from 'eventsource-parser/stream';
import type { OrchestratorResponse } from '../../../src/domain/orchestrator-response.ts';
import type { RunningServer } from '../../../src/entrypoints/express/start-server.ts';
import { until } from '../../end-to-end/until.ts';
import { answer, finished, startTestServer } from './test-server.ts';

let server: RunningServer;
const jobs: ((response: OrchestratorResponse) => void)[] = [];
const watches: AbortController[] = [];
beforeEach(async () => {
  server = await startTestServer(
    (_, { report }) =>
      new Promise((resolve) => {
        jobs.push(resolve);
        report({ step: 1, action: 'Think', reasoning: 'It helps.' });
      }),
  );
});
afterEach(async () => {
  for (const watch of watches.splice(0)) watch.abort();
  endJobs();
  await server.close();
});

function endJobs(): void {
  for (const end of jobs.splice(0)) end(answer);
}

function open(headers: Readonly<Record<string, string>> = {}, search = ''): Promise<Response> {
  const watch = new AbortController();
  watches.push(watch);
  return fetch(`${server.url}/api/sessions/s/events${search}`, { headers, signal: watch.signal });
}

interface Told extends EventSourceMessage {
  readonly at: number;
  readonly message: { readonly role: string; readonly text: string; readonly responseComplete: boolean };
}

/** Collects the events of a response. */
function collect(response: Response): Told[] {
  const told: Told[] = [];
  const events = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  void (async () => {
    for await (const event of events ?? []) {
      told.push({ ...event, at: performance.now(), message: JSON.parse(event.data) as Told['message'] });
    }
  })().catch(() => undefined); // the test has seen enough and left
  return told;
}

function post(query: string, userId = 'local-user') {
  return fetch(`${server.url}/api/sessions/s/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-user-id': userId },
    body: JSON.stringify({ query }),
  });
}

const reached = (told: readonly Told[], count: number) => until(() => told.length >= count || undefined);

test('a question, its progress and its answer arrive at once', async () => {
  const response = await open();
  expect(response.headers.get('content-type')).toMatch('text/event-stream');
  const told = collect(response);
  await post('Hello');
  await reached(told, 2);
  const ended = performance.now();
  endJobs();
  await reached(told, 3);
  expect(told.map(({ message: { role, responseComplete } }) => [role, responseComplete])).toEqual([
    ['human', true],
    ['ai', false],
    ['ai', true],
  ]);
  expect((told.at(-1)?.at ?? Infinity) - ended).toBeLessThan(100);
});

test('Last-Event-ID goes on where the last event was, before `since`', async () => {
  const first = collect(await open());
  await post('Hello');
  await reached(first, 2);
  endJobs();
  await finished(server, 's', 2);
  const resumed = collect(await open({ 'last-event-id': first.at(-1)?.id ?? '' }, '?since=2099-01-01T00:00:00Z'));
  await reached(resumed, 2);
  expect(resumed.map(({ message: { text } }) => text)).toEqual(['Hello', 'All is well']);
});

test('a user hears of own messages only', async () => {
  const told = collect(await open({ 'x-user-id': 'ada' }));
  await post('not for Ada');
  await post('for Ada', 'ada');
  await reached(told, 1);
  expect(told[0]?.message.text).toBe('for Ada');
});

test.each([
  ['last-event-id', { 'last-event-id': '17' }, ''],
  ['since', {}, '?since=yesterday'],
])('a wrong %s is named', async (field, headers, search) => {
  const response = await open(headers, search);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { code: 'invalid-request', issues: [{ field }] } });
});

test('the eleventh listener of a user is refused until another one leaves', async () => {
  for (let n = 0; n < 10; n++) expect((await open()).status).toBe(200);
  const refused = await open();
  expect([refused.status, await refused.json()]).toMatchObject([429, { error: { code: 'too-many-listeners' } }]);
  watches[0]?.abort();
  await until(async () => ((await open()).status === 200 ? true : undefined));
});

test('a listener does not hold up the end of the server', async () => {
  const response = await open();
  const ended = response.text();
  endJobs();
  await server.close();
  expect(await ended).toBe('retry: 1000\n\n');
});
