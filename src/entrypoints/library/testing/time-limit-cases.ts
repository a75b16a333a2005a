import { deepStrictEqual, ok } from 'node:assert/strict';
import { ranOutOfTime } from './ran-out-of-time.ts';
import type { Check } from './result-sink-harness.ts';
import { sampleMessage } from './sample-message.ts';

/** What an aborted signal does. */
export const timeLimitCases: Readonly<Record<string, Check>> = {
  'gives up at once when the time was up before': async ({ sink, readBack }) => {
    const message = sampleMessage();
    ok(await ranOutOfTime(sink.deliver(message, AbortSignal.abort())), 'the delivery is rejected');
    await sink.deliver(message);
    deepStrictEqual(await readBack(message.id), message);
  },

  'ends at once when the time is up meanwhile, and a later delivery is fine': async ({ sink, readBack }) => {
    const message = sampleMessage();
    const limit = new AbortController();
    const delivery = ranOutOfTime(sink.deliver(message, limit.signal));
    limit.abort();
    await delivery;
    await sink.deliver(message);
    deepStrictEqual(await readBack(message.id), message);
  },
};
