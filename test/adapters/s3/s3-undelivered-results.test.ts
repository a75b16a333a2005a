import 'reflect-metadata';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { inspect } from 'node:util';
import { Container } from 'inversify';
import { S3UndeliveredResults } from '../../../src/adapters/s3/s3-undelivered-results.ts';
import { s3Undelivered } from '../../../src/entrypoints/composition/modules/s3-undelivered.ts';
import { UNDELIVERED_RESULTS } from '../../../src/entrypoints/composition/tokens.ts';
import { sampleMessage } from '../../../src/entrypoints/library/testing/sample-message.ts';
import { startLocalS3 } from '../../servers/local-s3.ts';
import { startLocalServer, type LocalServer } from '../../servers/local-server.ts';
import { startSlowServer } from '../../servers/slow-server.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Bytes a second: the upload takes longer than a connection may be silent. */
const PACE = 12_000_000;

describe('parking when S3', () => {
  let s3: LocalServer;
  const clients: S3Client[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await s3.close();
  });

  /** @param answers the status of each request, the last one again and again; 0: none is given */
  async function answering(...answers: readonly number[]): Promise<void> {
    let request = 0;
    s3 = await startLocalServer((response) => {
      const status = answers[Math.min(request++, answers.length - 1)] ?? 0;
      if (status > 0) response.writeHead(status).end();
    });
  }

  function results(): S3UndeliveredResults {
    const client = new S3Client({ endpoint: s3.url.href, region: 'us-east-1', credentials, forcePathStyle: true });
    clients.push(client);
    return new S3UndeliveredResults(client, 'results');
  }

  test('is busy with another request for the key: the upload is tried again', async () => {
    await answering(409, 409, 200);
    await results().park(sampleMessage());
    expect(s3.requests).toHaveLength(3);
  });

  test('was busy with another one, which is there now: that one stays', async () => {
    await answering(409, 412);
    await results().park(sampleMessage());
    expect(s3.requests).toHaveLength(2);
  });

  test('stays busy: the failure is told', async () => {
    await answering(409);
    await expect(results().park(sampleMessage())).rejects.toThrow('other requests for the same key');
  });

  test.each([
    ['gives no answer', 0],
    ['stays busy', 409],
  ])('%s: the signal ends it at once', async (_, status) => {
    await answering(status);
    const signal = AbortSignal.timeout(60);
    const begun = performance.now();
    await expect(results().park(sampleMessage(), signal)).rejects.toMatchObject({ code: 'out-of-time' });
    expect(performance.now() - begun).toBeLessThan(500);
  });

  describe('as it is configured', () => {
    const environment = { ...process.env };
    let container: Container;
    beforeEach(() => {
      container = new Container();
      container.load(s3Undelivered('results'));
    });
    afterEach(async () => {
      process.env = { ...environment };
      await container.unbindAllAsync();
    });

    /** Milliseconds: the part of the default reserve that is for parking. */
    const PARKING = 3_000;

    function park(message = sampleMessage()): Promise<void> {
      const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
      Object.assign(process.env, { AWS_ENDPOINT_URL_S3: s3.url.href, AWS_REGION: 'us-east-1', ...keys });
      return container.get(UNDELIVERED_RESULTS).park(message, AbortSignal.timeout(PARKING));
    }

    test('is throttled, time and again: the upload is tried until it passes', async () => {
      await answering(503, 503, 503, 503, 200);
      await park();
      expect(s3.requests).toHaveLength(5);
    });

    test('gives no answer at first: another connection is tried', async () => {
      await answering(0, 200);
      await park();
      expect(s3.requests).toHaveLength(2);
    });

    test('gives no answer ever: the signal ends it', async () => {
      await answering(0);
      const begun = performance.now();
      await expect(park()).rejects.toMatchObject({ code: 'out-of-time' });
      expect(performance.now() - begun).toBeLessThan(PARKING + 500);
      expect(s3.requests.length).toBeGreaterThan(1);
    });

    test('takes a large result slowly: it is parked in one upload', async () => {
      s3 = await startSlowServer(PACE);
      const begun = performance.now();
      await park(sampleMessage({ text: 'x'.repeat(20_000_000) }));
      expect(performance.now() - begun).toBeGreaterThan(1_200);
      expect(s3.requests).toHaveLength(1);
    });
  });
});

test('only keys of messages are listed, and nothing is read for that; a bad one is told by its key', async () => {
  const s3 = await startLocalS3();
  const { client, bucket } = s3;
  try {
    const [good, other] = [sampleMessage(), sampleMessage()];
    const parking = new S3UndeliveredResults(client, bucket);
    await parking.park(good);
    const bodies = { '': '', 'notes.json': '{}', 'msg-1-old/x.json': '{}', 'msg-1-cut.json': '{"text":"a secret' };
    const copied = { [`${other.id}.json`]: JSON.stringify(good) };
    for (const [name, Body] of Object.entries({ ...bodies, ...copied })) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: `undelivered/${name}`, Body: Buffer.from(Body) }));
    }
    const commands: string[] = [];
    client.middlewareStack.add((next, { commandName }) => {
      commands.push(commandName ?? '');
      return next;
    });
    const found = [];
    for await (const parked of parking.all()) found.push(parked);
    expect(new Set(commands)).toEqual(new Set(['ListObjectsV2Command']));
    expect(found.map(({ key }) => key).sort()).toEqual(
      ['msg-1-cut', good.id, other.id].map((name) => `undelivered/${name}.json`).sort(),
    );
    for (const { key, read } of found) {
      if (key.includes(good.id)) expect(await read()).toEqual(good);
      else {
        const error: unknown = await read().catch((error: unknown) => error);
        expect(error).toMatchObject({ code: 'unreadable-entry' });
        expect(inspect(error)).not.toContain('a secret');
      }
    }
  } finally {
    await s3.close();
  }
});
