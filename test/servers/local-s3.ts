import { S3Client } from '@aws-sdk/client-s3';
import { startFauxqs } from 'fauxqs';
import { startProxy } from './proxy.ts';

export interface LocalS3 {
  readonly client: S3Client;
  readonly bucket: string;
  close(): Promise<void>;
}

/** A real S3 server on a free port of this machine, with one bucket that is empty. */
export async function startLocalS3(): Promise<LocalS3> {
  const bucket = 'results';
  const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false, init: { buckets: [bucket] } });
  // S3's conditional write, which this server does not know.
  const proxy = await startProxy(server.address, async ({ method, path, headers }) => {
    if (method !== 'PUT' || headers['if-none-match'] !== '*') return undefined;
    const { ok } = await fetch(new URL(path ?? '', server.address), { method: 'HEAD' });
    return ok ? 412 : undefined;
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new S3Client({ endpoint: proxy.url, region: 'us-east-1', credentials, forcePathStyle: true });
  return {
    client,
    bucket,
    close: async () => {
      client.destroy();
      await proxy.close();
      await server.stop();
    },
  };
}
