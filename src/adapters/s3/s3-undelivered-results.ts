import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3ServiceException,
  type S3Client,
} from '@aws-sdk/client-s3';
import { inject, injectable, type ServiceIdentifier } from 'inversify';
import type { UndeliveredResults } from '../../application/ports/undelivered-results.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';

export const S3_CLIENT = Symbol.for('S3Client') as ServiceIdentifier<S3Client>;
export const UNDELIVERED_BUCKET = Symbol.for('UndeliveredBucket') as ServiceIdentifier<string>;

const PREFIX = 'undelivered/';

/** Another one was parked before, or is being parked. */
const THERE = new Set<number | undefined>([412, 409]);

/** Parks messages in a bucket: `undelivered/{message id}.json`. */
@injectable()
export class S3UndeliveredResults implements UndeliveredResults {
  constructor(
    @inject(S3_CLIENT) private readonly client: S3Client,
    @inject(UNDELIVERED_BUCKET) private readonly bucket: string,
  ) {}

  async park(message: ChatMessage): Promise<void> {
    const body = { Body: JSON.stringify(message), ContentType: 'application/json', IfNoneMatch: '*' };
    try {
      await this.client.send(new PutObjectCommand({ ...this.object(message.id), ...body }));
    } catch (error) {
      if (!(error instanceof S3ServiceException && THERE.has(error.$metadata.httpStatusCode))) throw error;
    }
  }

  async *all(): AsyncIterable<ChatMessage> {
    let after: string | undefined;
    do {
      const page = await this.client.send(
        new ListObjectsV2Command({ Bucket: this.bucket, Prefix: PREFIX, StartAfter: after }),
      );
      const keys = (page.Contents ?? []).flatMap(({ Key }) => Key ?? []);
      for (const key of keys) {
        const message = await this.read(key);
        if (message) yield message;
      }
      after = page.IsTruncated ? keys.at(-1) : undefined;
    } while (after !== undefined);
  }

  async remove(id: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand(this.object(id)));
  }

  /** Undefined if it was removed since it was listed. */
  private async read(key: string): Promise<ChatMessage | undefined> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      return JSON.parse((await Body?.transformToString()) ?? '') as ChatMessage;
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  private object(id: string) {
    return { Bucket: this.bucket, Key: `${PREFIX}${id}.json` };
  }
}
