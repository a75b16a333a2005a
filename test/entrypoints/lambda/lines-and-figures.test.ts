import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const BUNDLE = path.resolve(import.meta.dirname, '../../guarantees/bundle-function.mjs');
const WRITER = path.resolve(import.meta.dirname, 'lines-and-figures.ts');

let lines: readonly Readonly<Record<string, unknown>>[];
let stdout: string;
let stderr: string;

beforeAll(() => {
  const folder = mkdtempSync(path.join(tmpdir(), 'chat-courier-lines-'));
  try {
    execFileSync(process.execPath, [BUNDLE, WRITER, folder]);
    const env = { AWS_LAMBDA_FUNCTION_NAME: 'test' };
    const script = path.join(folder, 'index.mjs');
    ({ stdout, stderr } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
  lines = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>]));
});

const saying = (message: string) => lines.find(({ msg }) => msg === message);

test('a field that JSON cannot write is written as far as it can be', () => {
  const field = { name: 'itself', itself: '[Circular]' };
  expect(saying('A field refers to itself')).toMatchObject({ level: 30, service: 'chat-courier', field });
  expect(saying('A field is a BigInt')).toMatchObject({ field: 5, fields: { deep: 5 } });
});

test('an error is written without its message', () => {
  const frames = expect.stringMatching(/^ {4}at /) as string;
  const cause = { type: 'RangeError', stack: frames };
  expect(saying('An error')).toMatchObject({ level: 50, err: { type: 'TypeError', stack: frames, cause } });
});

test('of what looks like an HTTP request nothing is written', () => {
  expect(saying('A request')).toEqual({
    level: 30,
    time: expect.any(Number) as number,
    service: 'chat-courier',
    msg: 'A request',
  });
  expect(stdout).not.toContain('SECRET');
});

test('figures are lines, too', () => {
  expect(lines).toContainEqual(expect.objectContaining({ WriteFailure: 1, code: 'throttled', requestId: 'request-1' }));
});

test('a warning of the library that makes the figures gets out, and nothing is opened for it before', () => {
  expect(saying('Before a warning')).toMatchObject({ isOpen: false });
  expect(stderr).toMatch(/^The dimension code doesn't meet the requirements/);
});
