import type { ServerResponse } from 'node:http';
import { startLocalServer, type LocalServer } from '../servers/local-server.ts';
import { cleanUp, newDataDir, read, send, startServerProcess } from './server-process.ts';
import { until } from './until.ts';

let orchestrator: LocalServer;
const waiting: ServerResponse[] = [];

beforeEach(async () => {
  orchestrator = await startLocalServer((response) => waiting.push(response));
});
afterEach(async () => {
  await cleanUp();
  await orchestrator.close();
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s: a job ends in the chat before the server ends', async (signal) => {
  const environment = { DATA_DIR: await newDataDir(), ORCHESTRATOR_URL: orchestrator.url.href };
  const server = startServerProcess(environment);
  const url = await server.ready();
  const messageId = await send(url, 'session-1', 'Take your time');
  const job = await until(() => waiting.pop());

  server.signal(signal);
  await until(() => refuses(url));
  const ended = await Promise.race([server.exited, new Promise((resolve) => setTimeout(resolve, 300, 'not yet'))]);
  expect(ended).toBe('not yet');

  job.end(JSON.stringify({ success: true, message: 'Here it is' }));
  expect(await server.exited).toBe(0);
  expect(await read(await startServerProcess(environment).ready(), 'session-1')).toMatchObject([
    { role: 'human', text: 'Take your time' },
    { role: 'ai', text: 'Here it is', id: messageId },
  ]);
});

test('an invocation that runs gets its response, and its connection, kept alive, does not hold the server up', async () => {
  const server = startServerProcess({ RESULT_SINK: 'memory', ORCHESTRATOR_URL: orchestrator.url.href });
  const url = await server.ready();
  const invocation = fetch(`${url}/2015-03-31/functions/renewableOrchestrator/invocations`, {
    method: 'POST',
    body: JSON.stringify({ query: 'Take your time' }),
  });
  const job = await until(() => waiting.pop());
  server.signal('SIGTERM');
  await until(() => refuses(url));

  job.end(JSON.stringify({ success: true, message: 'Here it is' }));
  expect(await (await invocation).json()).toMatchObject({ success: true, message: 'Here it is' });
  const answered = performance.now();
  expect(await server.exited).toBe(0);
  expect(performance.now() - answered).toBeLessThan(2_000); // clients keep it for seconds, and one that polls for ever
});

async function refuses(url: string): Promise<true | undefined> {
  return read(url, 'session-1').then(
    () => undefined,
    () => true,
  );
}
