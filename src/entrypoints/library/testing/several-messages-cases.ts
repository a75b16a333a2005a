import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import type { ChatMessage } from '../../../domain/chat-message.ts';
import { endsSoon } from './ends-soon.ts';
import type { Check, ResultSinkFixture } from './result-sink-harness.ts';
import { sampleMessage } from './sample-message.ts';
import { statuses } from './statuses.ts';
import { unfinished } from './unfinished.ts';

type ReadBack = ResultSinkFixture['readBack'];

const several = (count: number, fields: Partial<ChatMessage> = {}) =>
  Array.from({ length: count }, (_, n) => sampleMessage({ text: `message ${n}`, ...fields }));

async function allThere(readBack: ReadBack, messages: readonly ChatMessage[]): Promise<void> {
  for (const message of messages) deepStrictEqual(await readBack(message.id), message);
}

/** What `deliverAll` does. */
export const severalMessagesCases: Readonly<Record<string, Check>> = {
  'together: stores each of 60 messages as it was delivered': async ({ sink, readBack }) => {
    const messages = several(60);
    const results = await sink.deliverAll(messages);
    deepStrictEqual(statuses(results), Array(60).fill('delivered'));
    ok(
      results.every((result) => !(result instanceof Error) && result.bytes > 0),
      'each receipt tells the size',
    );
    await allThere(readBack, messages);
  },

  'together: nothing is delivered of no messages': async ({ sink }) => {
    deepStrictEqual(await sink.deliverAll([]), []);
  },

  'together: delivered again, nothing changes': async ({ sink, readBack }) => {
    const messages = several(30);
    await sink.deliverAll(messages);
    const again = messages.map((message) => ({ ...message, text: 'another answer' }));
    deepStrictEqual(statuses(await sink.deliverAll(again)), Array(30).fill('already-delivered'));
    await allThere(readBack, messages);
  },

  'together: of several messages of one id the first counts': async ({ sink, readBack }) => {
    const [first, other, last] = [sampleMessage(), sampleMessage(), sampleMessage()];
    const duplicates = ['second', 'third'].map((text) => ({ ...first, text }));
    const results = await sink.deliverAll([first, other, ...duplicates, last]);
    const expected = ['delivered', 'delivered', 'already-delivered', 'already-delivered', 'delivered'];
    deepStrictEqual(statuses(results), expected);
    await allThere(readBack, [first, other, last]);
  },

  'together: a finished message that is there stays as it is': async ({ sink, readBack }) => {
    const [before, news] = [sampleMessage({ text: 'was there before' }), sampleMessage()];
    await sink.deliver(before);
    const results = await sink.deliverAll([news, { ...before, text: 'another answer' }]);
    deepStrictEqual(statuses(results), ['delivered', 'already-delivered']);
    await allThere(readBack, [before, news]);
  },

  'together: an unfinished message that is there is finished': async ({ sink, readBack }) => {
    const [finished, news] = [sampleMessage(), sampleMessage()];
    await sink.deliver(unfinished(finished, Number.MAX_SAFE_INTEGER));
    deepStrictEqual(statuses(await sink.deliverAll([finished, news])), ['delivered', 'delivered']);
    await allThere(readBack, [finished, news]);
  },

  'together: a message of somebody else stays as it is, finished or not': async ({ sink, readBack }) => {
    const [theirs, pending, moved] = [sampleMessage(), unfinished(sampleMessage(), 1), unfinished(sampleMessage(), 1)];
    for (const message of [theirs, pending, moved]) await sink.deliver(message);
    const [mine, news] = [{ owner: 'user-2', responseComplete: true, text: 'mine' }, sampleMessage()];
    const tries = [
      { ...theirs, ...mine },
      { ...pending, ...mine },
      { ...moved, chatSessionId: 'session-2', responseComplete: true },
    ];
    const results = await sink.deliverAll([...tries, news]);
    deepStrictEqual(statuses(results), [...Array<string>(3).fill('already-delivered'), 'delivered']);
    await allThere(readBack, [theirs, pending, moved, news]);
  },

  'together: an unfinished message is refused before anything is written': async ({ sink, readBack }) => {
    const [good, bad] = [sampleMessage(), unfinished(sampleMessage(), 1)];
    await rejects(sink.deliverAll([good, bad]), { code: 'invalid-message' });
    for (const { id } of [good, bad]) strictEqual(await readBack(id), undefined);
  },

  'together: 50 messages of 390 KB are more than one request holds': async ({ sink, readBack }) => {
    const messages = several(50, { text: 'x'.repeat(390_000), artifacts: [] });
    deepStrictEqual(statuses(await sink.deliverAll(messages)), Array(50).fill('delivered'));
    await allThere(readBack, messages);
    deepStrictEqual(statuses(await sink.deliverAll(messages)), Array(50).fill('already-delivered'));
  },

  'together: when the time was up before, nothing is delivered, and each message says so': async ({
    sink,
    readBack,
  }) => {
    const messages = several(3);
    const results = await endsSoon(sink.deliverAll(messages, AbortSignal.abort()));
    deepStrictEqual(statuses(results), Array(3).fill('out-of-time'));
    for (const { id } of messages) strictEqual(await readBack(id), undefined);
  },

  'together: when the time is up meanwhile, it ends at once, and a later delivery is fine': async ({
    sink,
    readBack,
  }) => {
    const messages = several(60);
    const limit = new AbortController();
    const delivery = sink.deliverAll(messages, limit.signal);
    limit.abort();
    const results = statuses(await endsSoon(delivery));
    strictEqual(results.length, 60);
    deepStrictEqual(
      results.filter((result) => !['delivered', 'out-of-time'].includes(result)),
      [],
    );
    await sink.deliverAll(messages);
    await allThere(readBack, messages);
  },
};
