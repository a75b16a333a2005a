import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JsonFolder } from '../../../src/adapters/filesystem/json-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chat-courier-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('of values that are added at once under one key, the first stays for whoever has seen it', async () => {
  const values = new JsonFolder<number>(folder);
  const read = async () => {
    const found: number[] = [];
    for await (const value of values.values()) found.push(value);
    return found;
  };
  for (let round = 0; round < 20; round++) {
    const key = `key-${round}`;
    const adding = Array.from({ length: 10 }, (_, value) => values.add(key, value));
    await Promise.race(adding);
    const first = await read();
    await Promise.all(adding);
    expect(await read()).toEqual(first);
    await values.remove(key);
  }
  expect(await readdir(folder)).toEqual([]);
});

test('a draft that a crash left is removed after an hour; one that is being written is not', async () => {
  const [abandoned, fresh] = [
    '6f1c1c5e-8e0c-4c55-9d0b-0d9d9f0f0a11.draft',
    '6f1c1c5e-8e0c-4c55-9d0b-0d9d9f0f0a12.draft',
  ];
  for (const name of [abandoned, fresh, 'notes.draft']) await writeFile(path.join(folder, name), '{"half');
  const earlier = new Date(Date.now() - 3_700_000);
  for (const name of [abandoned, 'notes.draft']) await utimes(path.join(folder, name), earlier, earlier);
  for await (const value of new JsonFolder(folder).values()) expect(value).toBe('there is none');
  expect((await readdir(folder)).sort()).toEqual([fresh, 'notes.draft']);
});
