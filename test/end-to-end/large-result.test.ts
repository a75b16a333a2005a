import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalServer, type LocalServer } from '../servers/local-server.ts';
import { answerOf, cleanUp, newDataDir, read, send, startServerProcess } from './server-process.ts';

const RESPONSE = {
  success: true,
  message: 'Here it is: \ud800',
  artifacts: [
    { type: 'features', data: { rows: Array.from({ length: 200_000 }, (_, row) => [row, row / 7]) } },
    { type: 'odd', data: { '': 2 ** 60, nested: JSON.parse('['.repeat(40) + ']'.repeat(40)) as unknown } },
    { type: 'table', data: { rows: [[1, 'a']] } },
  ],
  thoughtSteps: [],
  metadata: { executionTime: 1, toolsUsed: ['test'] },
};

let orchestrator: LocalServer;
beforeAll(async () => {
  orchestrator = await startLocalServer((response) => response.end(JSON.stringify(RESPONSE)));
});
afterAll(() => orchestrator.close());
afterEach(cleanUp);

test('a result of megabytes, with values that DynamoDB refuses, comes back as it was, after a restart, too', async () => {
  const environment = { DATA_DIR: await newDataDir(), ORCHESTRATOR_URL: orchestrator.url.href };
  const server = startServerProcess(environment);
  const url = await server.ready();
  const id = await send(url, 'session-1', 'Everything, please');
  expect(await answerOf(url, 'session-1', id)).toMatchObject({ text: RESPONSE.message, artifacts: RESPONSE.artifacts });
  expect(await readdir(join(environment.DATA_DIR, 'artifacts'))).toHaveLength(1); // the rest fits
  server.signal('SIGTERM');
  await server.exited;

  const messages = await read(await startServerProcess(environment).ready(), 'session-1');
  expect(messages.at(-1)?.artifacts).toEqual(RESPONSE.artifacts);
}, 60_000);
