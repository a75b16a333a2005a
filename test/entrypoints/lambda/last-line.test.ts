import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { built } from '../../built.ts';

/** Lambda lets a process stand still, or ends it, once it has answered. */
const ANSWER_AND_END = `
  const { handler } = await import(process.argv[1]);
  await handler({ query: 5 }, { awsRequestId: '8f5b1c1e-0d5c-4c2b-9d2a-2f1f3c1e5a77' });
  process.kill(process.pid, 'SIGKILL');
`;

test('what was logged is out when the function has answered, even if its process ends at once', () => {
  const file = pathToFileURL(built('lambda/orchestrator/index.mjs')).href;
  const { signal, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', ANSWER_AND_END, file], {
    env: {},
    encoding: 'utf8',
  });
  expect(signal).toBe('SIGKILL');
  const lines = stdout.split('\n').filter((line) => line !== '');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ level: 40, service: 'chat-courier', msg: 'The request is not valid' }),
  ]);
});
