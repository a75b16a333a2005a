import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import type { Check } from './result-sink-harness.ts';
import { sampleMessage } from './sample-message.ts';

/** What a sink does that keeps nothing. */
export const discardingCases: Readonly<Record<string, Check>> = {
  'takes a message, says that it was discarded, and keeps nothing': async ({ sink, readBack }) => {
    const message = sampleMessage();
    deepStrictEqual(await sink.deliver(message), { status: 'discarded', bytes: 0 });
    strictEqual(await readBack(message.id), undefined);
  },

  'takes several messages, says so of each, and keeps none': async ({ sink, readBack }) => {
    const messages = [sampleMessage(), sampleMessage()];
    const discarded = { status: 'discarded', bytes: 0 };
    deepStrictEqual(await sink.deliverAll(messages), [discarded, discarded]);
    for (const { id } of messages) strictEqual(await readBack(id), undefined);
  },
};
