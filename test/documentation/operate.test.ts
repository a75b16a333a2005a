import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { MEASURES } from '../../src/application/measures.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const text = readFileSync(path.join(ROOT, 'docs/operate.md'), 'utf8');

/** The cells of the table rows in a part of the document, without the padding and the heads. */
function rowsOf(heading: string, until: string): string[][] {
  const [, part = ''] = text.split(`\n${heading}\n`);
  const lines = part.split(`\n${until}`)[0]?.split('\n') ?? [];
  const rows = lines.filter((line) => line.startsWith('| `') || /^\| \d/.test(line));
  return rows.map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function quoted(cell: string | undefined): string {
  return /^`(.+)`$/.exec(cell ?? '')?.[1] ?? '';
}

async function sources(): Promise<string> {
  const files = await readdir(path.join(ROOT, 'src'), { recursive: true });
  const typescript = files.filter((file) => file.endsWith('.ts'));
  return (await Promise.all(typescript.map((file) => readFile(path.join(ROOT, 'src', file), 'utf8')))).join('\n');
}

function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

test('the metrics are those of the catalogue, with their units and meanings', () => {
  const suffixes = { Count: 'total', Milliseconds: 'seconds', Bytes: 'bytes' };
  const expected = Object.entries(MEASURES).map(([name, { unit, meaning }]) => {
    const words = name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
    const by = meaning.includes('by code') ? 'code' : '';
    return [`\`${name}\``, unit, meaning, by, `\`chat_courier_${words}_${suffixes[unit]}\``];
  });
  expect(rowsOf('## Metrics', '## The server')).toEqual(expected);
});

test('the rules for Prometheus ask for metrics that there are', () => {
  const metrics = rowsOf('## Metrics', '## The server').map((cells) => quoted(cells.at(-1)));
  const [, rules = ''] = /^groups:\n(.+?)^```$/ms.exec(text) ?? [];
  const asked = [...rules.matchAll(/chat_courier_\w+/g)].map(([name]) => name.replace(/_(count|bucket)$/, ''));
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.filter((name) => !metrics.includes(name))).toEqual([]);
});

test('every error code is explained once, and no other', () => {
  const read = (file: string) => readFileSync(path.join(ROOT, 'src', file), 'utf8');
  const named = read('domain/error-code.ts').matchAll(/\| '([a-z-]+)'/g);
  const ofTheServer = read('entrypoints/express/problem-handler.ts').matchAll(/code: '([a-z-]+)'/g);
  const codes = [...named, ...ofTheServer].map(([, code]) => code);
  const rows = rowsOf('## Every error code', '## Log lines');
  expect(codes.length).toBeGreaterThan(25);
  expect(rows.map(([code]) => quoted(code)).sort()).toEqual(codes.sort());
  for (const cells of rows) expect(cells.filter((cell) => cell === '')).toEqual([]);
});

describe('log lines', () => {
  const told = rowsOf('## Log lines', '## Log queries').map(([, line]) => quoted(line));

  test('every line that src/ writes is told of', async () => {
    const written = [...(await sources()).matchAll(/\.log\(\s*'\w+',\s*(['`])(.+?)\1/g)].map(([, , line = '']) => line);
    expect(written.length).toBeGreaterThan(20);
    const fixed = written.map((line) => line.replace(/: \$\{.*/, ''));
    expect(fixed.filter((line) => !told.includes(line))).toEqual([]);
  });

  test('every line that is told of is in src/', async () => {
    const source = await sources();
    expect(told.filter((line) => line === '' || !source.includes(line))).toEqual([]);
  });
});

test('its links lead somewhere', () => {
  const links = [...text.matchAll(/\]\(([\w./-]*)(?:#([\w-]+))?\)/g)];
  expect(links.length).toBeGreaterThan(30);
  for (const [link, file = '', anchor] of links) {
    const target = path.join(ROOT, 'docs', file === '' ? 'operate.md' : file);
    expect([link, existsSync(target)]).toEqual([link, true]);
    if (anchor !== undefined) expect(anchorsOf(readFileSync(target, 'utf8'))).toContain(anchor);
  }
});
