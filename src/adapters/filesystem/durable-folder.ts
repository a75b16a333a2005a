import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ignoring } from './ignoring.ts';

const DRAFT = /^[0-9a-f-]{36}\.draft$/;

/** Milliseconds. No draft is written for so long. */
const AGE_OF_ABANDONED_DRAFTS = 3_600_000;

/** Files in a folder, one for each key. What was written survives a crash of the machine, whole or not at all. */
export class DurableFolder {
  private readonly form: RegExp;

  constructor(
    private readonly path: string,
    private readonly extension: string,
  ) {
    this.form = new RegExp(`^[0-9a-f]{64}\\.${extension.replaceAll('.', '\\.')}$`);
  }

  /** Keys come from outside: they are hashed, so that none can name another file. */
  nameOf(key: string): string {
    return `${createHash('sha256').update(key).digest('hex')}.${this.extension}`;
  }

  /** Writes a file, in place of an earlier one of the same key. */
  async replace(key: string, contents: string | Uint8Array): Promise<void> {
    const draft = await this.draft(contents);
    await rename(draft, this.file(this.nameOf(key)));
    await sync(this.path);
  }

  /** Writes a file unless there is one of the same key. */
  async add(key: string, contents: string | Uint8Array): Promise<void> {
    const draft = await this.draft(contents);
    try {
      await link(draft, this.file(this.nameOf(key))).catch(ignoring('EEXIST'));
    } finally {
      await rm(draft, { force: true });
    }
    await sync(this.path);
  }

  async remove(key: string): Promise<void> {
    await rm(this.file(this.nameOf(key)), { force: true });
  }

  /** Removes a file by its name, if it is one of this folder's. */
  async removeFile(name: string): Promise<void> {
    if (this.form.test(name)) await rm(this.file(name), { force: true });
  }

  /** Undefined if there is no such file. */
  read(name: string): Promise<Buffer | undefined> {
    return readFile(this.file(name)).catch(ignoring('ENOENT'));
  }

  /** The names of all files, in no particular order; none if there is no folder. */
  async names(): Promise<string[]> {
    const names = await this.all();
    await this.removeAbandoned(names);
    return names.filter((name) => this.form.test(name));
  }

  /** A crash leaves the draft that was being written. */
  async removeAbandoned(names?: readonly string[]): Promise<void> {
    for (const draft of (names ?? (await this.all())).filter((name) => DRAFT.test(name))) {
      const stats = await stat(this.file(draft)).catch(ignoring('ENOENT'));
      if (stats && Date.now() - stats.mtimeMs > AGE_OF_ABANDONED_DRAFTS) await rm(this.file(draft), { force: true });
    }
  }

  private async all(): Promise<string[]> {
    return (await readdir(this.path).catch(ignoring('ENOENT'))) ?? [];
  }

  private file(name: string): string {
    return join(this.path, name);
  }

  /** Writes a file of its own, which no key names yet. */
  private async draft(contents: string | Uint8Array): Promise<string> {
    await this.make();
    const draft = this.file(`${randomUUID()}.draft`);
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(contents);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return draft;
  }

  /** A new folder survives a crash once the one that it is in is synced. */
  private async make(): Promise<void> {
    const first = await mkdir(this.path, { recursive: true });
    if (first === undefined) return;
    for (let made = resolve(this.path); made.length >= resolve(first).length; made = dirname(made)) {
      await sync(dirname(made));
    }
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
