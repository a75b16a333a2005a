import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { inject, injectable, type ServiceIdentifier } from 'inversify';
import { checkedArtifactKey } from '../../application/checked-artifact-key.ts';
import type { ArtifactStore, StoredObject } from '../../application/ports/artifact-store.ts';
import { untilAborted } from '../../application/until-aborted.ts';
import { putIfAbsent } from './put-if-absent.ts';
import { sendOptions } from './send-options.ts';
import { toStoreError } from './to-store-error.ts';

export interface S3ArtifactStoreOptions {
  readonly bucket: string;
  /** Tags the objects, for a lifecycle rule that deletes them after their messages. */
  readonly ttlDays?: number | undefined;
}

export const ARTIFACT_S3_CLIENT = Symbol.for('ArtifactS3Client') as ServiceIdentifier<S3Client>;
export const S3_ARTIFACT_STORE_OPTIONS = Symbol.for(
  'S3ArtifactStoreOptions',
) as ServiceIdentifier<S3ArtifactStoreOptions>;

const SECONDS_A_DAY = 86_400;

const DEFAULT_CONTENT_TYPE = 'application/octet-stream';

/** Keeps objects in an S3 bucket. */
@injectable()
export class S3ArtifactStore implements ArtifactStore {
  readonly bucket: string;

  constructor(
    @inject(ARTIFACT_S3_CLIENT) private readonly client: S3Client,
    @inject(S3_ARTIFACT_STORE_OPTIONS) private readonly options: S3ArtifactStoreOptions,
  ) {
    this.bucket = options.bucket;
  }

  put(key: string, { contentType, body, expiresAt }: StoredObject, signal?: AbortSignal): Promise<void> {
    const { ttlDays } = this.options;
    return this.within(signal, async () => {
      const object = {
        ...{ Bucket: this.bucket, Key: checkedArtifactKey(key) },
        ...{ Body: body, ContentType: contentType, ContentEncoding: 'gzip' },
        ...(livesAtMost(ttlDays, expiresAt) && { Tagging: `chat-courier-ttl-days=${ttlDays}` }),
      };
      const outcome = await putIfAbsent(this.client, object, signal);
      // An earlier try's object may be days old, and would expire before the message.
      if (outcome === 'there' && ttlDays !== undefined) {
        await this.client.send(new PutObjectCommand(object), sendOptions(signal));
      }
    });
  }

  get(key: string, signal?: AbortSignal): Promise<StoredObject | undefined> {
    return this.within(signal, async () => {
      const command = new GetObjectCommand({ Bucket: this.bucket, Key: checkedArtifactKey(key) });
      const found = await this.client.send(command, sendOptions(signal)).catch(undefinedIfAbsent);
      if (!found) return undefined;
      const body = (await found.Body?.transformToByteArray()) ?? new Uint8Array();
      return { contentType: found.ContentType ?? DEFAULT_CONTENT_TYPE, body };
    });
  }

  private async within<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    try {
      await untilAborted(Promise.resolve(), signal); // nothing is begun when the time is up
      return await untilAborted(work(), signal);
    } catch (error) {
      throw toStoreError(error, this.bucket);
    }
  }
}

/** A message that is kept for longer, say an imported one, keeps its objects: they get no tag, and no rule deletes them. */
function livesAtMost(ttlDays: number | undefined, expiresAt: number | undefined): boolean {
  if (ttlDays === undefined || expiresAt === undefined) return false;
  return expiresAt <= Date.now() / 1_000 + (ttlDays + 1) * SECONDS_A_DAY;
}

function undefinedIfAbsent(error: unknown): undefined {
  if (!(error instanceof NoSuchKey)) throw error;
}
