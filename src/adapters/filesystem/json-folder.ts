import { jsonBytes } from '../../application/json-bytes.ts';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';
import { DurableFolder } from './durable-folder.ts';

export interface FolderEntry<T> {
  /** Of the file. */
  readonly name: string;
  /** Undefined if it was removed meanwhile. @throws if it cannot be read, or is not what its name says */
  readonly read: () => Promise<T | undefined>;
}

/** Keeps JSON values in a folder, a file for each key. What was written survives a crash of the machine, whole or not at all. */
export class JsonFolder<T> {
  private readonly folder: DurableFolder;

  constructor(
    path: string,
    private readonly parse: (json: Uint8Array) => T | Promise<T>,
    private readonly keyOf: (value: T) => string,
    extension = 'json',
  ) {
    this.folder = new DurableFolder(path, extension);
  }

  /** Keeps a value, in place of an earlier one of the same key. */
  async replace(value: T): Promise<void> {
    await this.folder.replace(this.keyOf(value), JSON.stringify(value));
  }

  /** Keeps a value unless there is one of the same key. */
  async add(value: T): Promise<void> {
    await this.folder.add(this.keyOf(value), await jsonBytes(value));
  }

  async remove(key: string): Promise<void> {
    await this.folder.remove(key);
  }

  /** Removes the file of an entry. A name that no entry has is no error. */
  async removeFile(name: string): Promise<void> {
    await this.folder.removeFile(name);
  }

  /** All values, one after the other, in no particular order; none if there is no folder. */
  async *entries(): AsyncIterable<FolderEntry<T>> {
    for (const name of await this.folder.names()) yield { name, read: () => this.read(name) };
  }

  private async read(name: string): Promise<T | undefined> {
    const json = await this.folder.read(name);
    if (json === undefined) return undefined;
    const value = await this.parse(json);
    if (this.folder.nameOf(this.keyOf(value)) === name) return value;
    throw new ChatCourierError('unreadable-entry', 'it belongs into another file');
  }
}
