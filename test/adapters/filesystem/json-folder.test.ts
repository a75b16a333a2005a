import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JsonFolder } from '../../../src/adapters/filesystem/json-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chat-courier-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Entry {
  readonly key: string;
  readonly value: number;
}

function open(): JsonFolder<Entry> {
  return new JsonFolder(
    folder,
    (json) => JSON.parse(Buffer.from(json).toString()) as Entry,
    ({ key }) => key,
  );
}

test('of values that are added at once under one key, the first stays for whoever has seen it', async () => {
  const values = open();
  const read = async () => {
    const found: Entry[] = [];
    for await (const entry of values.entries()) found.push((await entry.read()) as Entry);
    return found;
  };
  for (let round = 0; round < 20; round++) {
    const key = `key-${round}`;
    const adding = Array.from({ length: 10 }, (_, value) => values.add({ key, value }));
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
  for await (const entry of open().entries()) expect(entry).toBe('there is none');
  expect((await readdir(folder)).sort()).toEqual([fresh, 'notes.draft']);
});
