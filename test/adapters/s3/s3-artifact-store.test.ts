import 'reflect-metadata';
import { S3Client } from '@aws-sdk/client-s3';
import { S3ArtifactStore } from '../../../src/adapters/s3/s3-artifact-store.ts';
import { DeliveryError } from '../../../src/domain/delivery-error.ts';
import { startLocalS3 } from '../../servers/local-s3.ts';
import { startLocalServer, type LocalServer } from '../../servers/local-server.ts';

const object = { contentType: 'application/json', body: Uint8Array.of(1, 2, 3) };
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Epoch seconds. */
const inDays = (days: number) => Math.ceil(Date.now() / 1_000) + days * 86_400;

describe('the object that S3 is given', () => {
  async function put(ttlDays?: number, expiresAt?: number) {
    const s3 = await startLocalS3();
    try {
      await new S3ArtifactStore(s3.client, { bucket: s3.bucket, ttlDays }).put('artifacts/a', { ...object, expiresAt });
      expect(s3.requests).toHaveLength(1);
      return s3.requests[0];
    } finally {
      await s3.close();
    }
  }

  test('says what it is, and replaces nothing', async () => {
    const request = await put();
    expect(request).toMatchObject({
      method: 'PUT',
      path: expect.stringMatching(/^\/results\/artifacts\/a\b/) as string,
    });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'if-none-match': '*',
    });
    expect(request?.headers).not.toHaveProperty('x-amz-tagging');
  });

  test('is tagged for the lifecycle rule when messages expire', async () => {
    expect((await put(30, inDays(30)))?.headers).toMatchObject({ 'x-amz-tagging': 'chat-courier-ttl-days=30' });
  });

  test.each<[string, number | undefined]>([
    ['never expires', undefined],
    ['expires later than the rule has it', inDays(32)],
  ])('is not tagged when its message %s', async (_, expiresAt) => {
    expect((await put(30, expiresAt))?.headers).not.toHaveProperty('x-amz-tagging');
  });

  test('is put again where objects expire, so that one of an earlier try does not end before the message', async () => {
    const s3 = await startLocalS3();
    try {
      const lasting = new S3ArtifactStore(s3.client, { bucket: s3.bucket });
      const expiring = new S3ArtifactStore(s3.client, { bucket: s3.bucket, ttlDays: 30 });
      await lasting.put('a', object);
      await lasting.put('a', object);
      expect(s3.requests).toHaveLength(2);
      await expiring.put('a', { ...object, expiresAt: inDays(30) });
      expect(s3.requests.slice(2).map(({ headers }) => [headers['if-none-match'], headers['x-amz-tagging']])).toEqual([
        ['*', 'chat-courier-ttl-days=30'],
        [undefined, 'chat-courier-ttl-days=30'],
      ]);
      expect(await expiring.get('a')).toEqual(object);
    } finally {
      await s3.close();
    }
  });
});

describe('when S3', () => {
  let server: LocalServer;
  const clients: S3Client[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await server.close();
  });

  /** @param answers status and error code of each request, the last one again and again */
  async function answering(
    ...answers: readonly (readonly [status: number, code?: string | undefined])[]
  ): Promise<void> {
    let request = 0;
    server = await startLocalServer((response) => {
      const [status, code] = answers[Math.min(request++, answers.length - 1)] ?? [500];
      response.writeHead(status).end(code && `<Error><Code>${code}</Code><Message>of a test</Message></Error>`);
    });
  }

  function store(endpoint = server.url.href): S3ArtifactStore {
    const client = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true, maxAttempts: 1 });
    clients.push(client);
    return new S3ArtifactStore(client, { bucket: 'results' });
  }

  test('is busy with another request for the key: the upload is tried again', async () => {
    await answering([409], [409], [200]);
    await store().put('a', object);
    expect(server.requests).toHaveLength(3);
  });

  test('was busy with another one, which is there now: that one stays', async () => {
    await answering([409], [412]);
    await store().put('a', object);
    expect(server.requests).toHaveLength(2);
  });

  test.each<[DeliveryError['code'], number, string | undefined, string]>([
    ['store-not-found', 404, 'NoSuchBucket', 'ARTIFACT_BUCKET'],
    ['store-not-found', 301, 'PermanentRedirect', 'AWS_REGION'],
    ['permission-denied', 403, 'AccessDenied', 's3:PutObject'],
    ['permission-denied', 403, undefined, 's3:PutObject'],
    ['permission-denied', 400, 'ExpiredToken', 'credentials'],
    ['invalid-item', 400, 'EntityTooLarge', 'too large'],
    ['throttled', 503, 'SlowDown', 'S3 adapts'],
    ['unavailable', 500, undefined, 'network'],
    ['unavailable', 409, undefined, 'who writes'],
    ['unknown-write-error', 400, 'SomethingNew', 'See the cause'],
  ])('answers with an error, it is told as %s (%d %s)', async (code, status, name, remedy) => {
    await answering([status, name]);
    const error: unknown = await store()
      .put('a', object)
      .catch((error: unknown) => error);
    expect(error).toBeInstanceOf(DeliveryError);
    expect(error).toMatchObject({ code, remedy: expect.stringContaining(remedy) as string });
    if (status !== 409) await expect(store().get('a')).rejects.toMatchObject({ code });
  });

  test('cannot be reached, it is told so', async () => {
    await answering([200]);
    const { href } = server.url;
    await server.close();
    await expect(store(href).put('a', object)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(store(href).get('a')).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('stays busy: the signal ends it at once', async () => {
    await answering([409]);
    const begun = performance.now();
    const putting = store().put('a', object, AbortSignal.timeout(60));
    await expect(putting).rejects.toMatchObject({ code: 'out-of-time' });
    expect(performance.now() - begun).toBeLessThan(500);
  });
});

test('a bucket that does not exist is told by its name', async () => {
  const s3 = await startLocalS3();
  try {
    const store = new S3ArtifactStore(s3.client, { bucket: 'no-such-bucket' });
    const told = { code: 'store-not-found', message: expect.stringContaining('no-such-bucket') as string };
    await expect(store.put('a', object)).rejects.toMatchObject(told);
    await expect(store.get('a')).rejects.toMatchObject(told);
  } finally {
    await s3.close();
  }
});
