import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { transform } from 'esbuild';
import { readFile } from 'node:fs/promises';

const SOURCE = path.resolve(import.meta.dirname, '../../../src/adapters/system/standard-output.ts');
const LINES = 2_000;

/** Node makes a pipe of its standard output one that does not block, as soon as `process.stdout` is read. */
const WRITE_MUCH = `
  process.stdout;
  for (let n = 0; n < ${LINES}; n += 1) standardOutput.write(n + ' ' + 'ä'.repeat(500) + '\\n');
  process.stderr.write('done');
`;

const processes: ChildProcess[] = [];
afterEach(() => processes.splice(0).map((child) => child.kill('SIGKILL')));

async function running(work: string) {
  const { code } = await transform(await readFile(SOURCE, 'utf8'), { loader: 'ts', format: 'esm' });
  const child = spawn(process.execPath, ['--input-type=module', '-e', code + work], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  processes.push(child);
  return child;
}

test('a slow reader gets each line whole and in order, and the writer waits', async () => {
  const child = await running(WRITE_MUCH);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  await pause(500);
  expect(errors).toBe(''); // more than a pipe holds, and nobody has read

  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await once(child, 'close');
  const expected = Array.from({ length: LINES }, (_, n) => `${n} ${'ä'.repeat(500)}`);
  expect(text.split('\n')).toEqual([...expected, '']);
  expect(errors).toBe('done');
});

test('where nobody reads any more, the process goes on', async () => {
  const child = await running(WRITE_MUCH);
  child.stdout.destroy();
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const [code] = (await once(child, 'close')) as [number];
  expect({ code, errors }).toEqual({ code: 0, errors: 'done' });
});
