import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  type S3Client,
} from '@aws-sdk/client-s3';
import { inject, injectable, type ServiceIdentifier } from 'inversify';
import { jsonBytes } from '../../application/json-bytes.ts';
import type { ParkedResult, UndeliveredResults } from '../../application/ports/undelivered-results.ts';
import { parseParkedBytes } from '../../application/parse-parked-message.ts';
import { untilAborted } from '../../application/until-aborted.ts';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';
import { tellsOfFailure } from '../../domain/tells-of-failure.ts';
import { putIfAbsent } from './put-if-absent.ts';
import { sendOptions } from './send-options.ts';

export const S3_CLIENT = Symbol.for('S3Client') as ServiceIdentifier<S3Client>;
export const UNDELIVERED_BUCKET = Symbol.for('UndeliveredBucket') as ServiceIdentifier<string>;

const PREFIX = 'undelivered/';

/** The S3 console, for one, makes others. */
const KEY = /^undelivered\/(msg-[^/.]+)(\.no-answer)?\.json$/;

/** Parks messages in a bucket: `undelivered/{message id}.json`, failure messages as `….no-answer.json`. */
@injectable()
export class S3UndeliveredResults implements UndeliveredResults {
  constructor(
    @inject(S3_CLIENT) private readonly client: S3Client,
    @inject(UNDELIVERED_BUCKET) private readonly bucket: string,
  ) {}

  async park(message: ChatMessage, signal?: AbortSignal): Promise<void> {
    await untilAborted(this.put(message, signal), signal);
  }

  async *all(signal?: AbortSignal): AsyncIterable<ParkedResult> {
    let after: string | undefined;
    let answered: string | undefined; // S3 lists keys in their order: a failure message comes right after its answer
    do {
      const list = new ListObjectsV2Command({ Bucket: this.bucket, Prefix: PREFIX, StartAfter: after });
      const page = await untilAborted(this.client.send(list, sendOptions(signal)), signal);
      const keys = (page.Contents ?? []).flatMap(({ Key }) => Key ?? []);
      for (const key of keys.filter((key) => KEY.test(key))) {
        if (key === answered) continue;
        answered = failureBeside(key);
        yield { key, read: () => untilAborted(this.read(key, signal), signal) };
      }
      after = page.IsTruncated ? keys.at(-1) : undefined;
    } while (after !== undefined);
  }

  async remove(key: string): Promise<void> {
    for (const gone of new Set([failureBeside(key), key])) {
      await this.client.send(new DeleteObjectCommand(this.object(gone)));
    }
  }

  private async put(message: ChatMessage, signal?: AbortSignal): Promise<void> {
    const key = tellsOfFailure(message) ? failureBeside(keyOf(message.id)) : keyOf(message.id);
    const body = { Body: await jsonBytes(message), ContentType: 'application/json' };
    if (!signal?.aborted) await putIfAbsent(this.client, { ...this.object(key), ...body }, signal);
  }

  /** Undefined if it was removed since it was listed. */
  private async read(key: string, signal?: AbortSignal): Promise<ChatMessage | undefined> {
    try {
      const get = new GetObjectCommand(this.object(key));
      const { Body } = await this.client.send(get, sendOptions(signal));
      const message = await parseParkedBytes((await Body?.transformToByteArray()) ?? new Uint8Array());
      if ([keyOf(message.id), failureBeside(keyOf(message.id))].includes(key)) return message;
      throw new ChatCourierError('unreadable-entry', 'it belongs under another key');
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  private object(Key: string) {
    return { Bucket: this.bucket, Key };
  }
}

function keyOf(id: string): string {
  return `${PREFIX}${id}.json`;
}

/** The key beside an answer's. Beside a failure message there is none but itself. */
function failureBeside(key: string): string {
  return key.replace(/(?<!\.no-answer)\.json$/, '.no-answer.json');
}
