import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = /^[0-9a-f]{64}\.json$/;

/** Keeps JSON values in a folder, a file for each key. What was written survives a crash of the machine, whole or not at all. */
export class JsonFolder<T> {
  constructor(private readonly path: string) {}

  /** Keeps a value, in place of an earlier one of the same key. */
  async replace(key: string, value: T): Promise<void> {
    const draft = await this.draft(value);
    await rename(draft, this.file(key));
    await this.syncFolder();
  }

  /** Keeps a value unless there is one of the same key. */
  async add(key: string, value: T): Promise<void> {
    const absent = await access(this.file(key)).then(() => false, ignoring('ENOENT', true));
    if (absent) await this.replace(key, value);
  }

  async remove(key: string): Promise<void> {
    await rm(this.file(key), { force: true });
  }

  /** All values, one after the other, in no particular order; none if there is no folder. */
  async *values(): AsyncIterable<T> {
    for (const file of await this.files()) {
      const text = await readFile(join(this.path, file), 'utf8').catch(ignoring('ENOENT'));
      if (text !== undefined) yield JSON.parse(text) as T;
    }
  }

  private async files(): Promise<string[]> {
    const names = await readdir(this.path).catch(ignoring('ENOENT'));
    return (names ?? []).filter((name) => FILE.test(name));
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

function ignoring<T = undefined>(code: string, instead?: T) {
  return (error: NodeJS.ErrnoException) => {
    if (error.code !== code) throw error;
    return instead;
  };
}
