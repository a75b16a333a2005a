import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  S3Client,
  UploadPartCommand,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import { startFauxqs } from 'fauxqs';
import type { ReceivedRequest } from './local-server.ts';
import { startProxy } from './proxy.ts';

/** Bytes. This server takes no more at once, S3 takes 5 GB. */
const SERVER_LIMIT = 10 * 2 ** 20;

export interface LocalS3 {
  readonly client: S3Client;
  readonly bucket: string;
  /** Every request so far, in order. */
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
}

/** A real S3 server on a free port of this machine, with one bucket that is empty. */
export async function startLocalS3(): Promise<LocalS3> {
  const bucket = 'results';
  const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false, init: { buckets: [bucket] } });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const settings = { region: 'us-east-1', credentials, forcePathStyle: true };
  const inside = new S3Client({ endpoint: server.address, ...settings });
  // S3's conditional write, which this server does not know, and objects that are too large for it.
  const proxy = await startProxy(server.address, async ({ method, path, headers }, body) => {
    if (method !== 'PUT') return undefined;
    const url = new URL(path ?? '', server.address);
    if (headers['if-none-match'] === '*' && (await fetch(url, { method: 'HEAD' })).ok) return 412;
    if (body.length <= SERVER_LIMIT) return undefined;
    await putInParts(inside, url, headers['content-type'], body);
    return 200;
  });
  const client = new S3Client({ endpoint: proxy.url, ...settings });
  return {
    client,
    bucket,
    requests: proxy.requests,
    close: async () => {
      client.destroy();
      inside.destroy();
      await proxy.close();
      await server.stop();
    },
  };
}

async function putInParts(client: S3Client, { pathname }: URL, ContentType: string | undefined, body: Buffer) {
  const [Bucket = '', ...segments] = decodeURIComponent(pathname).slice(1).split('/');
  const object = { Bucket, Key: segments.join('/') };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...object, ContentType }));
  const Parts: CompletedPart[] = [];
  for (let begin = 0; begin < body.length; begin += SERVER_LIMIT) {
    const PartNumber = Parts.length + 1;
    const part = { UploadId, PartNumber, Body: body.subarray(begin, begin + SERVER_LIMIT) };
    const { ETag } = await client.send(new UploadPartCommand({ ...object, ...part }));
    Parts.push({ ETag, PartNumber });
  }
  await client.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts } }));
}
