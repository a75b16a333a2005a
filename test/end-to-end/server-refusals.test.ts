import { existsSync } from 'node:fs';
import { cleanUp, newDataDir, read, startServerProcess } from './server-process.ts';

afterEach(cleanUp);

test('wrong configuration: 2, and what is wrong with what, and what is allowed', async () => {
  const DATA_DIR = await newDataDir();
  const server = startServerProcess({ DATA_DIR, PORT: 'http', RESULT_SINK: 'kafka' });
  expect(await server.exited).toBe(2);
  expect(server.output).toEqual({
    stdout: '',
    stderr: [
      'the configuration is not valid:',
      '  RESULT_SINK is "kafka"; it must be one of dynamodb, memory, none',
      '  PORT is "http"; it must be a whole number from 0 to 65535',
      '',
    ].join('\n'),
  });
  expect(existsSync(DATA_DIR)).toBe(false);
});

test('a data folder that another server uses: 1, and which folder; the other goes on', async () => {
  const DATA_DIR = await newDataDir();
  const first = startServerProcess({ DATA_DIR });
  const url = await first.ready();
  const second = startServerProcess({ DATA_DIR });
  expect(await second.exited).toBe(1);
  expect(second.output.stderr).toMatch(/^the data folder .* cannot be opened: is another server using it\?.*\n$/);
  expect(second.output.stderr).toContain(DATA_DIR);
  expect(await read(url, 'session-1')).toEqual([]);
});

test('a port in use: 1, and which; the folder is free again', async () => {
  const DATA_DIR = await newDataDir();
  const { port } = new URL(await startServerProcess({ RESULT_SINK: 'memory' }).ready());
  const refused = startServerProcess({ DATA_DIR, PORT: port });
  expect(await refused.exited).toBe(1);
  expect(refused.output.stderr).toMatch(/^[^\n]*address already in use[^\n]*\n$/);
  expect(refused.output.stderr).toContain(`127.0.0.1:${port}`);
  await startServerProcess({ DATA_DIR }).ready();
});
