import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import type { DeliveryReceipt } from '../../../domain/result-sink.ts';
import type { Check } from './result-sink-harness.ts';
import { sampleMessage } from './sample-message.ts';
import { statuses } from './statuses.ts';
import { unfinished } from './unfinished.ts';

/** The order of unfinished messages, and their end. */
export const progressCases: Readonly<Record<string, Check>> = {
  'finishes an unfinished message': async ({ sink, readBack }) => {
    const finished = sampleMessage();
    await sink.deliver({ ...unfinished(finished, 1), text: 'working on it', artifacts: [] });
    strictEqual((await sink.deliver(finished)).status, 'delivered');
    deepStrictEqual(await readBack(finished.id), finished);
  },

  'never makes a finished message unfinished': async ({ sink, readBack }) => {
    const finished = sampleMessage();
    await sink.deliver(finished);
    for (const late of [unfinished(finished, 1), unfinished(finished, Number.MAX_SAFE_INTEGER)]) {
      strictEqual((await sink.deliver(late)).status, 'already-delivered');
    }
    deepStrictEqual(await readBack(finished.id), finished);
  },

  'keeps the newest of unfinished messages, in whatever order they come': async ({ sink, readBack }) => {
    const base = sampleMessage();
    const tries = [2, 1, 4, 4, 3].map((revision, n) => ({ ...unfinished(base, revision), text: `try ${n}` }));
    const receipts: DeliveryReceipt[] = [];
    for (const message of tries) receipts.push(await sink.deliver(message));
    const expected = ['delivered', 'already-delivered', 'delivered', 'already-delivered', 'already-delivered'];
    deepStrictEqual(statuses(receipts), expected);
    deepStrictEqual(await readBack(base.id), tries[2]);
  },

  'keeps the newest of unfinished messages that come at once': async ({ sink, readBack }) => {
    const base = sampleMessage();
    const revisions = Array.from({ length: 20 }, (_, n) => ((n * 7) % 20) + 1);
    await Promise.all(revisions.map((revision) => sink.deliver(unfinished(base, revision))));
    deepStrictEqual(await readBack(base.id), unfinished(base, 20));
  },

  'finishes a message in the middle of its progress': async ({ sink, readBack }) => {
    const base = sampleMessage();
    const progress = Array.from({ length: 20 }, (_, n) => unfinished(base, n + 1));
    const all = [...progress.slice(0, 10), base, ...progress.slice(10)];
    const receipts = await Promise.all(all.map((message) => sink.deliver(message)));
    strictEqual(receipts[10]?.status, 'delivered');
    deepStrictEqual(await readBack(base.id), base);
  },
};
