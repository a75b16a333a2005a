import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = /^[0-9a-f]{64}\.json$/;

/** Keeps JSON values in a folder, a file for each key. What was written survives a crash of the machine, whole or not at all. */
export class JsonFolder<T> {
  constructor(private readonly path: string) {}

  async write(key: string, value: T): Promise<void> {
    const { file, draft } = this.paths(key);
    await mkdir(this.path, { recursive: true });
    const handle = await open(draft, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify(value));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
    await this.syncFolder();
  }

  async remove(key: string): Promise<void> {
    await rm(this.paths(key).file, { force: true });
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
  private paths(key: string) {
    const name = createHash('sha256').update(key).digest('hex');
    return { file: join(this.path, `${name}.json`), draft: join(this.path, `${name}.draft`) };
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
    return undefined;
  };
}
