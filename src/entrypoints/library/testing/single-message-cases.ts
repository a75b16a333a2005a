import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { Check } from './result-sink-harness.ts';
import { sampleMessage } from './sample-message.ts';
import { statuses } from './statuses.ts';
import { unfinished } from './unfinished.ts';

/** How a message is stored, and what a second one of its id changes. */
export const singleMessageCases: Readonly<Record<string, Check>> = {
  'stores every field as it was delivered': async ({ sink, readBack }) => {
    const message = sampleMessage();
    const receipt = await sink.deliver(message);
    strictEqual(receipt.status, 'delivered');
    ok(receipt.bytes > 0, 'the receipt tells the size');
    deepStrictEqual(await readBack(message.id), message);
  },

  'leaves out what is undefined and keeps what is empty': async ({ sink, readBack }) => {
    const data = { undefined, text: '', list: [], map: {}, nothing: null };
    const message = sampleMessage({ text: '', artifacts: [{ type: 'empty', data }], metadata: {} });
    await sink.deliver(message);
    const kept = { text: '', list: [], map: {}, nothing: null };
    deepStrictEqual(await readBack(message.id), { ...message, artifacts: [{ type: 'empty', data: kept }] });
  },

  'recognises a duplicate and changes nothing': async ({ sink, readBack }) => {
    const first = sampleMessage({ text: 'the first answer' });
    const second = { ...first, text: 'the second answer' };
    strictEqual((await sink.deliver(first)).status, 'delivered');
    strictEqual((await sink.deliver(second)).status, 'already-delivered');
    deepStrictEqual(await readBack(first.id), first);
  },

  'stores one of many concurrent deliveries of one id': async ({ sink, readBack }) => {
    const base = sampleMessage();
    const tries = Array.from({ length: 50 }, (_, n) => ({ ...base, text: `answer ${n}` }));
    const receipts = await Promise.all(tries.map((message) => sink.deliver(message)));
    const winners = tries.filter((_, n) => receipts[n]?.status === 'delivered');
    strictEqual(winners.length, 1, 'exactly one delivery is told that it was delivered');
    deepStrictEqual(new Set(statuses(receipts)), new Set(['delivered', 'already-delivered']));
    deepStrictEqual(await readBack(base.id), winners[0]);
  },

  'leaves no trace of what is rehearsed, if it can be': async ({ sink, readBack }) => {
    const message = sampleMessage();
    const rehearse = async () => {
      await sink.rehearse?.({ ...message, text: 'rehearsal' }).catch(() => undefined);
    };
    await rehearse();
    strictEqual(await readBack(message.id), undefined);
    const pending = unfinished(message, 1);
    await sink.deliver(pending);
    await rehearse();
    deepStrictEqual(await readBack(message.id), pending);
    strictEqual((await sink.deliver(message)).status, 'delivered');
    deepStrictEqual(await readBack(message.id), message);
  },

  'never moves a message into another chat': async ({ sink, readBack }) => {
    const pending = unfinished(sampleMessage(), 1);
    await sink.deliver(pending);
    await sink.deliver({ ...pending, chatSessionId: 'somebody else’s session', responseComplete: true });
    await sink.deliver({ ...pending, owner: 'somebody else', responseComplete: true });
    deepStrictEqual(await readBack(pending.id), pending);
  },

  'keeps messages of different ids apart': async ({ sink, readBack }) => {
    const messages = Array.from({ length: 10 }, (_, n) => sampleMessage({ text: `message ${n}` }));
    const receipts = await Promise.all(messages.map((message) => sink.deliver(message)));
    deepStrictEqual(new Set(statuses(receipts)), new Set(['delivered']));
    for (const message of messages) deepStrictEqual(await readBack(message.id), message);
  },

  'shares nothing with a sink of another storage': async ({ sink }, harness) => {
    const message = sampleMessage();
    const other = await harness.create();
    try {
      await sink.deliver(message);
      strictEqual(await other.readBack(message.id), undefined);
      strictEqual((await other.sink.deliver(message)).status, 'delivered');
    } finally {
      await other.destroy();
    }
  },
};
