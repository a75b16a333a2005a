import { inject, injectable, type ServiceIdentifier } from 'inversify';
import { checkedArtifactKey } from '../../application/checked-artifact-key.ts';
import type { ArtifactStore, StoredObject } from '../../application/ports/artifact-store.ts';
import { remembered } from '../../application/remembered.ts';
import { untilAborted } from '../../application/until-aborted.ts';
import { DurableFolder } from './durable-folder.ts';
import { objectFile, readObjectFile } from './object-file.ts';
import { toStoreError } from './to-store-error.ts';

export const ARTIFACT_FOLDER = Symbol.for('ArtifactFolder') as ServiceIdentifier<string>;

/** Keeps objects in a folder, a file for each; it deletes none. */
@injectable()
export class FolderArtifactStore implements ArtifactStore {
  readonly bucket = 'local';
  private readonly folder: DurableFolder;
  private readonly tidiedUp: () => Promise<void>;

  constructor(@inject(ARTIFACT_FOLDER) private readonly path: string) {
    const folder = new DurableFolder(path, 'object');
    this.folder = folder;
    this.tidiedUp = remembered(() => folder.removeAbandoned());
  }

  put(key: string, object: StoredObject, signal?: AbortSignal): Promise<void> {
    return this.within(signal, async () => {
      const contents = objectFile(checkedArtifactKey(key), object);
      await this.tidiedUp();
      await this.folder.add(key, contents);
    });
  }

  get(key: string, signal?: AbortSignal): Promise<StoredObject | undefined> {
    return this.within(signal, async () => {
      const contents = await this.folder.read(this.folder.nameOf(checkedArtifactKey(key)));
      return contents && readObjectFile(key, contents);
    });
  }

  private async within<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    try {
      await untilAborted(Promise.resolve(), signal); // nothing is begun when the time is up
      return await untilAborted(work(), signal);
    } catch (error) {
      throw toStoreError(error, this.path);
    }
  }
}
