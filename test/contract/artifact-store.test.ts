import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import { FolderArtifactStore } from '../../src/adapters/filesystem/folder-artifact-store.ts';
import { S3ArtifactStore } from '../../src/adapters/s3/s3-artifact-store.ts';
import type { ArtifactStore, StoredObject } from '../../src/application/ports/artifact-store.ts';
import { DeliveryError } from '../../src/domain/delivery-error.ts';
import { startLocalS3 } from '../servers/local-s3.ts';

interface Fixture {
  readonly store: ArtifactStore;
  readonly bucket: string;
  /** Reads what is kept, without the store's help. */
  readonly readBack: (key: string) => Promise<StoredObject | undefined>;
  readonly destroy: () => Promise<void>;
}

const harnesses: Readonly<Record<string, () => Promise<Fixture>>> = {
  'a folder': async () => {
    const parent = await mkdtemp(join(tmpdir(), 'artifacts-'));
    const folder = join(parent, 'made', 'when needed');
    return {
      store: new FolderArtifactStore(folder),
      bucket: 'local',
      readBack: (key) => objectIn(folder, key),
      destroy: () => rm(parent, { recursive: true, maxRetries: 5 }),
    };
  },
  S3: async () => {
    const s3 = await startLocalS3();
    return {
      store: new S3ArtifactStore(s3.client, { bucket: s3.bucket }),
      bucket: s3.bucket,
      readBack: async (key) => {
        try {
          const { Body, ContentType = '' } = await s3.client.send(
            new GetObjectCommand({ Bucket: s3.bucket, Key: key }),
          );
          return { contentType: ContentType, body: (await Body?.transformToByteArray()) ?? new Uint8Array() };
        } catch (error) {
          if (error instanceof NoSuchKey) return undefined;
          throw error;
        }
      },
      destroy: () => s3.close(),
    };
  },
};

/** Each file is a line of JSON, and then the bytes. */
async function objectIn(folder: string, wanted: string): Promise<StoredObject | undefined> {
  for (const name of await readdir(folder).catch(() => [])) {
    const contents = await readFile(join(folder, name));
    const end = contents.indexOf('\n');
    const { key, contentType } = JSON.parse(contents.subarray(0, end).toString()) as Record<string, string>;
    if (key === wanted && contentType !== undefined)
      return { contentType, body: Uint8Array.from(contents.subarray(end + 1)) };
  }
  return undefined;
}

function objectOf(text: string, contentType = 'application/json'): StoredObject {
  return { contentType, body: Uint8Array.from(gzipSync(text)) };
}

const KEY = 'artifacts/msg-1769860800000-abc123/0.json';

describe.each(Object.keys(harnesses))('the ArtifactStore contract: %s', (name) => {
  let fixture: Fixture;
  let store: ArtifactStore;
  beforeEach(async () => {
    fixture = (await harnesses[name]?.()) as Fixture;
    ({ store } = fixture);
  });
  afterEach(() => fixture.destroy());

  test('says in which bucket its objects are', () => {
    expect(store.bucket).toBe(fixture.bucket);
  });

  test('has nothing at first', async () => {
    expect(await store.get(KEY)).toBeUndefined();
    expect(await fixture.readBack(KEY)).toBeUndefined();
  });

  test('keeps the bytes and the content type of an object', async () => {
    const object = objectOf('{"text":"“ö” 👩‍🔬\\n"}', 'application/json; charset=utf-8');
    await store.put(KEY, object);
    expect(await fixture.readBack(KEY)).toEqual(object);
    expect(await store.get(KEY)).toEqual(object);
  });

  test('keeps an object without a byte', async () => {
    const empty = { contentType: 'text/plain', body: new Uint8Array() };
    await store.put(KEY, empty);
    expect(await store.get(KEY)).toEqual(empty);
  });

  test('keeps the object that was put first under a key', async () => {
    await store.put(KEY, objectOf('first'));
    await store.put(KEY, objectOf('second', 'text/plain'));
    expect(await fixture.readBack(KEY)).toEqual(objectOf('first'));
    expect(await store.get(KEY)).toEqual(objectOf('first'));
  });

  test('keeps one object whole when many are put at once under its key', async () => {
    const objects = Array.from({ length: 20 }, (_, n) => objectOf(`${n} `.repeat(1_000 * n + 1)));
    await Promise.all(objects.map((object) => store.put(KEY, object)));
    expect(objects).toContainEqual(await fixture.readBack(KEY));
    expect(await store.get(KEY)).toEqual(await fixture.readBack(KEY));
  });

  test.each([
    'a',
    'a/b',
    "AZaz09!-_.*'():=@",
    'x/...',
    '.hidden/..a/b..',
    'eu-central-1:0f9d1c1e-8c55/a=b@c',
    `${'long/'.repeat(204)}key`,
    'k'.repeat(1_024),
  ])('keeps what the key %s names', async (key) => {
    await store.put(key, objectOf(key));
    expect(await fixture.readBack(key)).toEqual(objectOf(key));
    expect(await store.get(key)).toEqual(objectOf(key));
  });

  test('keeps apart what different keys name', async () => {
    const keys = ['a', 'A', 'a/a', 'a/A', 'a.object', 'a.object/a'];
    await Promise.all(keys.map((key) => store.put(key, objectOf(`the object of ${key}`))));
    for (const key of keys) expect(await store.get(key)).toEqual(objectOf(`the object of ${key}`));
    expect(await store.get('a.')).toBeUndefined();
  });

  test.each(['', '/', '/etc/passwd', '..', '../a', 'a/../b', 'a/..', '.', './a', 'a//b', 'a/', 'a\0b', 'a\\b', 'a b', 'ä', 'a\n', 'k'.repeat(1_025)])(
    'refuses the key %j',
    async (key) => {
      for (const refused of [store.put(key, objectOf('x')), store.get(key)]) {
        await expect(refused).rejects.toBeInstanceOf(DeliveryError);
        await expect(refused).rejects.toMatchObject({ code: 'invalid-item', remedy: expect.stringContaining('letters') as string });
      }
    },
  ); // prettier-ignore

  test('keeps what it was given, whatever becomes of that later', async () => {
    const { contentType, body } = objectOf('as it was');
    await store.put(KEY, { contentType, body });
    body.fill(0);
    expect(await store.get(KEY)).toEqual(objectOf('as it was'));
    (await store.get(KEY))?.body.fill(0);
    expect(await store.get(KEY)).toEqual(objectOf('as it was'));
  });

  test('keeps 20 MB', async () => {
    const body = Uint8Array.from(gzipSync(randomBytes(20_000_000), { level: 0 }));
    await store.put(KEY, { contentType: 'application/octet-stream', body });
    const kept = await store.get(KEY);
    expect(kept && Buffer.compare(kept.body, body)).toBe(0);
    expect(gunzipSync(kept?.body ?? '')).toHaveLength(20_000_000);
  }, 30_000);

  test('does not begin when the signal has aborted', async () => {
    const late = AbortSignal.abort();
    await expect(store.put(KEY, objectOf('late'), late)).rejects.toMatchObject({ code: 'out-of-time' });
    await expect(store.get(KEY, late)).rejects.toMatchObject({ code: 'out-of-time' });
    expect(await fixture.readBack(KEY)).toBeUndefined();
  });

  test('ends at once when the signal aborts meanwhile, and a later try is fine', async () => {
    const limit = new AbortController();
    const putting = store.put(KEY, objectOf('x'), limit.signal);
    limit.abort();
    const outcome = await putting.catch((error: unknown) => error); // what is in memory may be there just before
    if (name !== 'in-memory') expect(outcome).toBeInstanceOf(DeliveryError);
    expect([undefined, 'out-of-time']).toContain((outcome as DeliveryError | undefined)?.code);
    await store.put(KEY, objectOf('x'));
    expect(await store.get(KEY)).toEqual(objectOf('x'));
  });
});

describe('the folder of an ArtifactStore', () => {
  let parent: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'artifacts-'));
  });
  afterEach(() => rm(parent, { recursive: true }));

  test('holds a file for each object, and nothing is left beside it', async () => {
    const store = new FolderArtifactStore(parent);
    await Promise.all([1, 1, 2].map((n) => store.put(`key-${n}`, objectOf('x'))));
    expect(await readdir(parent)).toEqual([1, 2].map(() => expect.stringMatching(/^[0-9a-f]{64}\.object$/) as string));
  });

  test.each([
    ['is cut', (contents: Buffer) => contents.subarray(0, 10)],
    ['is empty', () => Buffer.alloc(0)],
    ['is that of another key', (contents: Buffer) => Buffer.from(contents.toString().replace('mine', 'thine'))],
  ])('a file that %s is told from an object', async (_, damage) => {
    const store = new FolderArtifactStore(parent);
    await store.put('mine', objectOf('x'));
    const file = join(parent, (await readdir(parent))[0] ?? '');
    await writeFile(file, damage(await readFile(file)));
    await expect(store.get('mine')).rejects.toMatchObject({ code: 'invalid-item', message: expect.stringContaining('damaged') as string }); // prettier-ignore
  });

  test('that cannot be made, since a file is in the way: the failure says what to do', async () => {
    const folder = join(parent, 'file', 'folder');
    await writeFile(join(parent, 'file'), '');
    await expect(new FolderArtifactStore(folder).put('a', objectOf('x'))).rejects.toMatchObject({
      code: 'store-not-found',
      message: expect.stringContaining(folder) as string,
      remedy: expect.stringContaining('ARTIFACT_DIR') as string,
    });
  });
});
