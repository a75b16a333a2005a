import { jest } from '@jest/globals';
import { mkdir, mkdtemp, open, rm, stat, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DurableFolder } from '../../../src/adapters/filesystem/durable-folder.ts';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'chat-courier-durable-'));
});
afterEach(() => rm(parent, { recursive: true }));

/** The inodes of the files and folders that were synced, really, while some work was done. */
async function syncedDuring(work: () => Promise<void>): Promise<ReadonlySet<number>> {
  const handle = await open(parent, 'r');
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const synced = new Set<number>();
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its handle
  const sync = prototype.sync;
  const watching = jest.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
    synced.add((await this.stat()).ino);
    await sync.call(this);
  });
  await work().finally(() => {
    watching.mockRestore();
  });
  return synced;
}

async function inodes(...folders: readonly string[]): Promise<number[]> {
  return Promise.all(folders.map(async (folder) => (await stat(folder)).ino));
}

test('folders that are made are synced, and the one that they are in, once', async () => {
  const [outer, inner] = [path.join(parent, 'outer'), path.join(parent, 'outer', 'inner')];
  const folder = new DurableFolder(inner, 'json');
  const first = await syncedDuring(() => folder.add('a', '{}'));
  expect([...first]).toEqual(expect.arrayContaining(await inodes(parent, outer, inner)));
  const second = await syncedDuring(() => folder.add('b', '{}'));
  const [above = 0, middle = 0, own = 0] = await inodes(parent, outer, inner);
  expect([second.has(above), second.has(middle), second.has(own)]).toEqual([false, false, true]);
});

test('above a folder that was there, nothing is synced', async () => {
  const inner = path.join(parent, 'inner');
  await mkdir(inner);
  const synced = await syncedDuring(() => new DurableFolder(inner, 'json').add('a', '{}'));
  const [above = 0, own = 0] = await inodes(parent, inner);
  expect([synced.has(above), synced.has(own)]).toEqual([false, true]);
});
