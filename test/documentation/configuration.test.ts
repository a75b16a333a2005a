import { readFile } from 'node:fs/promises';
import { serverVariables, variablesSchema } from '../../src/entrypoints/composition/variables.ts';

test('each variable that is read has its row, in the table of those who read it', async () => {
  const [, everywhere = '', server = ''] = (await readFile('docs/configuration.md', 'utf8')).split(/^## /m);
  const rows = (text: string) => [...text.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name).sort();
  const all = Object.keys(variablesSchema.entries);
  const own = Object.keys(serverVariables);
  expect(rows(server)).toEqual(own.sort());
  expect(rows(everywhere)).toEqual(all.filter((name) => !own.includes(name)).sort());
});
