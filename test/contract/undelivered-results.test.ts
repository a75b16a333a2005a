import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderUndeliveredResults } from '../../src/adapters/filesystem/folder-undelivered-results.ts';
import { InMemoryUndeliveredResults } from '../../src/adapters/in-memory/in-memory-undelivered-results.ts';
import { S3UndeliveredResults } from '../../src/adapters/s3/s3-undelivered-results.ts';
import type { UndeliveredResults } from '../../src/application/ports/undelivered-results.ts';
import type { ChatMessage } from '../../src/domain/chat-message.ts';
import { sampleMessage } from '../../src/entrypoints/library/testing/sample-message.ts';
import { startLocalS3 } from '../servers/local-s3.ts';

interface Fixture {
  readonly results: UndeliveredResults;
  destroy(): Promise<void>;
}

const harnesses: Readonly<Record<string, () => Promise<Fixture>>> = {
  'in-memory': () => Promise.resolve({ results: new InMemoryUndeliveredResults(), destroy: () => Promise.resolve() }),
  'a folder': async () => {
    const parent = await mkdtemp(join(tmpdir(), 'undelivered-'));
    const results = new FolderUndeliveredResults(join(parent, 'made', 'when needed'));
    return { results, destroy: () => rm(parent, { recursive: true, maxRetries: 5 }) };
  },
  S3: async () => {
    const s3 = await startLocalS3();
    return { results: new S3UndeliveredResults(s3.client, s3.bucket), destroy: () => s3.close() };
  },
};

describe.each(Object.keys(harnesses))('the UndeliveredResults contract: %s', (name) => {
  let fixture: Fixture;
  let results: UndeliveredResults;
  beforeEach(async () => {
    fixture = (await harnesses[name]?.()) as Fixture;
    ({ results } = fixture);
  });
  afterEach(() => fixture.destroy());

  test('has nothing at first', async () => {
    expect(await parked(results)).toEqual([]);
  });

  test('keeps whole messages, each once, however many there are', async () => {
    const messages = Array.from({ length: 10 }, (_, n) => sampleMessage({ text: `№ ${n} “ö” 👩‍🔬 \u2028` }));
    await Promise.all(messages.map((message) => results.park(message)));
    expect(await parked(results)).toEqual(messages.sort(byId));
  });

  test('gives more messages than S3 lists at a time', async () => {
    const messages = Array.from({ length: 1_050 }, () => sampleMessage({ artifacts: [] }));
    const lots = Array.from({ length: 21 }, (_, n) => messages.slice(50 * n, 50 * (n + 1)));
    for (const lot of lots) await Promise.all(lot.map((message) => results.park(message)));
    expect(await parked(results)).toEqual(messages.sort(byId));
  }, 90_000);

  test('keeps the message that was parked first under an id', async () => {
    const first = sampleMessage({ text: 'the first answer' });
    await results.park(first);
    await results.park({ ...first, text: 'the second answer' });
    expect(await parked(results)).toEqual([first]);
  });

  test('keeps one message whole when many are parked at once under its id', async () => {
    const base = sampleMessage();
    const tries = Array.from({ length: 20 }, (_, n) => ({ ...base, text: `${n}`.repeat(100 * n + 1) }));
    await Promise.all(tries.map((message) => results.park(message)));
    const [kept, ...others] = await parked(results);
    expect(tries).toContainEqual(kept);
    expect(others).toEqual([]);
  });

  describe('an answer and a failure message of one id', () => {
    const answer = sampleMessage({ text: 'THE ANSWER' });
    const failure = {
      ...answer,
      text: 'It took too long.',
      artifacts: [],
      metadata: { error: { code: 'job-timeout' } },
    };

    test.each([
      ['the failure message first', [failure, answer]],
      ['the answer first', [answer, failure]],
      ['both again', [failure, answer, failure, { ...answer, text: 'a later answer' }]],
    ])('%s: the answer is found, and with it both are forgotten', async (_, messages) => {
      for (const message of messages) await results.park(message);
      expect(await parked(results)).toEqual([answer]);
      await results.remove(await keyOf(results, answer));
      expect(await parked(results)).toEqual([]);
    });

    test('both at once, many times: the answer is found', async () => {
      const tries = Array.from({ length: 10 }, () => [results.park(failure), results.park(answer)]);
      await Promise.all(tries.flat());
      expect(await parked(results)).toEqual([answer]);
    });

    test('the failure message alone is found; forgetting it forgets no answer that was parked since', async () => {
      await results.park(failure);
      expect(await parked(results)).toEqual([failure]);
      const key = await keyOf(results, failure);
      await results.park(answer);
      await results.remove(key);
      expect(await parked(results)).toEqual([answer]);
      await results.remove(await keyOf(results, answer));
      await results.park(failure);
      expect(await parked(results)).toEqual([failure]);
    });
  });

  test('keeps what it was given, whatever becomes of that later', async () => {
    const data: Record<string, unknown> = { text: 'as it was' };
    const message = sampleMessage({ artifacts: [{ type: 'note', data }] });
    await results.park(message);
    data['text'] = 'changed';
    expect(await parked(results)).toMatchObject([{ artifacts: [{ data: { text: 'as it was' } }] }]);
  });

  test('does not wait when the signal has aborted', async () => {
    const parking = results.park(sampleMessage(), AbortSignal.abort());
    await expect(parking).rejects.toMatchObject({ code: 'out-of-time' });
  });

  test('forgets what is removed, and nothing else; to remove nothing is no error', async () => {
    const [stays, goes] = [sampleMessage(), sampleMessage()];
    for (const message of [stays, goes]) await results.park(message);
    const key = await keyOf(results, goes);
    await results.remove(key);
    await results.remove(key);
    await results.remove('no key of any');
    expect(await parked(results)).toEqual([stays]);
  });

  test('goes on when messages are removed while they are read', async () => {
    const messages = Array.from({ length: 10 }, () => sampleMessage());
    for (const message of messages) await results.park(message);
    const seen: ChatMessage[] = [];
    for await (const { key, read } of results.all()) {
      seen.push((await read()) as ChatMessage);
      await results.remove(key);
    }
    expect(seen.sort(byId)).toEqual(messages.sort(byId));
    expect(await parked(results)).toEqual([]);
  });
});

async function parked(results: UndeliveredResults): Promise<ChatMessage[]> {
  const messages: ChatMessage[] = [];
  for await (const { read } of results.all()) messages.push((await read()) as ChatMessage);
  return messages.sort(byId);
}

async function keyOf(results: UndeliveredResults, message: ChatMessage): Promise<string> {
  for await (const { key, read } of results.all()) if ((await read())?.id === message.id) return key;
  throw new Error('it is not parked');
}

function byId(a: ChatMessage, b: ChatMessage): number {
  return a.id < b.id ? -1 : 1;
}
