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
import type { ParkedResult, UndeliveredResults } from '../../application/ports/undelivered-results.ts';
import { parseParkedMessage } from '../../application/parse-parked-message.ts';
import { untilAborted } from '../../application/until-aborted.ts';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';

export const S3_CLIENT = Symbol.for('S3Client') as ServiceIdentifier<S3Client>;
export const UNDELIVERED_BUCKET = Symbol.for('UndeliveredBucket') as ServiceIdentifier<string>;

const PREFIX = 'undelivered/';

/** The S3 console, for one, makes others. */
const KEY = /^undelivered\/(msg-[^/]+)\.json$/;

/** Another one was parked before. */
const THERE = 412;
const CONFLICT = 409;

/** Milliseconds. */
const PAUSES_AFTER_CONFLICT = [50, 100, 200, 400];

/** Parks messages in a bucket: `undelivered/{message id}.json`. */
@injectable()
export class S3UndeliveredResults implements UndeliveredResults {
  constructor(
    @inject(S3_CLIENT) private readonly client: S3Client,
    @inject(UNDELIVERED_BUCKET) private readonly bucket: string,
  ) {}

  async park(message: ChatMessage, signal?: AbortSignal): Promise<void> {
    const body = { Body: JSON.stringify(message), ContentType: 'application/json', IfNoneMatch: '*' };
    const put = new PutObjectCommand({ ...this.object(message.id), ...body });
    await untilAborted(this.putIfAbsent(put, signal), signal);
  }

  async *all(signal?: AbortSignal): AsyncIterable<ParkedResult> {
    let after: string | undefined;
    do {
      const list = new ListObjectsV2Command({ Bucket: this.bucket, Prefix: PREFIX, StartAfter: after });
      const page = await untilAborted(this.client.send(list, options(signal)), signal);
      const keys = (page.Contents ?? []).flatMap(({ Key }) => Key ?? []);
      for (const key of keys.filter((key) => KEY.test(key))) {
        yield { key, read: () => untilAborted(this.read(key, signal), signal) };
      }
      after = page.IsTruncated ? keys.at(-1) : undefined;
    } while (after !== undefined);
  }

  async remove(id: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand(this.object(id)));
  }

  /** S3 answers 409 when another request for the key is under way, and wants the upload to be tried again. */
  private async putIfAbsent(put: PutObjectCommand, signal?: AbortSignal): Promise<void> {
    for (const pause of PAUSES_AFTER_CONFLICT) {
      const status = await this.put(put, signal);
      if (status !== CONFLICT) return;
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (signal?.aborted) return;
    }
    throw new Error('other requests for the same key kept this one from being carried out');
  }

  private async put(put: PutObjectCommand, signal?: AbortSignal): Promise<number | undefined> {
    try {
      return (await this.client.send(put, options(signal))).$metadata.httpStatusCode;
    } catch (error) {
      const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
      if (status === CONFLICT || status === THERE) return status;
      throw error;
    }
  }

  /** Undefined if it was removed since it was listed. */
  private async read(key: string, signal?: AbortSignal): Promise<ChatMessage | undefined> {
    try {
      const get = new GetObjectCommand({ Bucket: this.bucket, Key: key });
      const { Body } = await this.client.send(get, options(signal));
      const message = parseParkedMessage((await Body?.transformToString()) ?? '');
      if (this.object(message.id).Key === key) return message;
      throw new ChatCourierError('unreadable-entry', 'it belongs under another key');
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  private object(id: string) {
    return { Bucket: this.bucket, Key: `${PREFIX}${id}.json` };
  }
}

function options(abortSignal: AbortSignal | undefined) {
  return abortSignal ? { abortSignal } : {};
}
