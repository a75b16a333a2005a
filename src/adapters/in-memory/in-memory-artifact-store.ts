import { injectable } from 'inversify';
import { checkedArtifactKey } from '../../application/checked-artifact-key.ts';
import type { ArtifactStore, StoredObject } from '../../application/ports/artifact-store.ts';
import { untilAborted } from '../../application/until-aborted.ts';

/** Keeps objects as long as the process lives. */
@injectable()
export class InMemoryArtifactStore implements ArtifactStore {
  readonly bucket = 'local';
  private readonly objects = new Map<string, StoredObject>();

  async put(key: string, object: StoredObject, signal?: AbortSignal): Promise<void> {
    await untilAborted(Promise.resolve(), signal);
    if (!this.objects.has(checkedArtifactKey(key))) this.objects.set(key, copyOf(object));
  }

  async get(key: string, signal?: AbortSignal): Promise<StoredObject | undefined> {
    const object = await untilAborted(Promise.resolve(this.objects.get(checkedArtifactKey(key))), signal);
    return object && copyOf(object);
  }
}

function copyOf({ contentType, body }: StoredObject): StoredObject {
  return { contentType, body: Uint8Array.from(body) };
}
