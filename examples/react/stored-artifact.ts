import { downloadData } from 'aws-amplify/storage';
import type { ArtifactReference } from 'chat-courier/reader';

/**
 * A `resolve` for an app whose users may read the bucket of artifacts: docs/frontend.md says what that takes.
 *
 * @param region the bucket's, such as `eu-central-1`
 * @throws StorageError for an object that is missing or forbidden
 */
export function storedArtifact(bucketName: string, region: string) {
  return async ({ bucket, key }: ArtifactReference): Promise<Blob | undefined> => {
    if (bucket !== bucketName) return undefined; // not ours: the reference stays
    const { body } = await downloadData({ path: key, options: { bucket: { bucketName, region } } }).result;
    return body.blob();
  };
}
