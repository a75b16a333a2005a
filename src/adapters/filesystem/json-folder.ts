import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';

const FILE = /^[0-9a-f]{64}\.json$/;
const DRAFT = /^[0-9a-f-]{36}\.draft$/;

/** Milliseconds. No draft is written for so long. */
const AGE_OF_ABANDONED_DRAFTS = 3_600_000;

export interface FolderEntry<T> {
  /** Of the file. */
  readonly name: string;
  /** Undefined if it was removed meanwhile. @throws if it cannot be read, or is not what its name says */
  readonly read: () => Promise<T | undefined>;
}

/** Keeps JSON values in a folder, a file for each key. What was written survives a crash of the machine, whole or not at all. */
export class JsonFolder<T> {
  constructor(
    private readonly path: string,
    private readonly parse: (text: string) => T,
    private readonly keyOf: (value: T) => string,
  ) {}

  /** Keeps a value, in place of an earlier one of the same key. */
  async replace(value: T): Promise<void> {
    const draft = await this.draft(value);
    await rename(draft, this.file(this.keyOf(value)));
    await this.syncFolder();
  }

  /** Keeps a value unless there is one of the same key. */
  async add(value: T): Promise<void> {
    const draft = await this.draft(value);
    try {
      await link(draft, this.file(this.keyOf(value))).catch(ignoring('EEXIST'));
    } finally {
      await rm(draft, { force: true });
    }
    await this.syncFolder();
  }

  async remove(key: string): Promise<void> {
    await rm(this.file(key), { force: true });
  }

  /** All values, one after the other, in no particular order; none if there is no folder. */
  async *entries(): AsyncIterable<FolderEntry<T>> {
    for (const name of await this.files()) yield { name, read: () => this.read(name) };
  }

  private async read(name: string): Promise<T | undefined> {
    const path = join(this.path, name);
    const text = await readFile(path, 'utf8').catch(ignoring('ENOENT'));
    if (text === undefined) return undefined;
    const value = this.parse(text);
    if (this.file(this.keyOf(value)) === path) return value;
    throw new ChatCourierError('unreadable-entry', 'it belongs into another file');
  }

  private async files(): Promise<string[]> {
    const names = (await readdir(this.path).catch(ignoring('ENOENT'))) ?? [];
    await this.removeAbandoned(names.filter((name) => DRAFT.test(name)));
    return names.filter((name) => FILE.test(name));
  }

  /** A crash leaves the draft that was being written. */
  private async removeAbandoned(drafts: readonly string[]): Promise<void> {
    for (const draft of drafts) {
      const path = join(this.path, draft);
      const stats = await stat(path).catch(ignoring('ENOENT'));
      if (stats && Date.now() - stats.mtimeMs > AGE_OF_ABANDONED_DRAFTS) await rm(path, { force: true });
    }
  }

  /** Keys come from outside: they are hashed, so that none can name another file. */
  private file(key: string): string {
    return join(this.path, `${createHash('sha256').update(key).digest('hex')}.json`);
  }

  /** Writes a file of its own, which is no value yet. */
  private async draft(value: T): Promise<string> {
    const text = JSON.stringify(value);
    await mkdir(this.path, { recursive: true });
    const draft = join(this.path, `${randomUUID()}.draft`);
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return draft;
  }

  private async syncFolder(): Promise<void> {
    const handle = await open(this.path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

function ignoring(code: string) {
  return (error: NodeJS.ErrnoException): undefined => {
    if (error.code !== code) throw error;
  };
}
