import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { ChatMessage } from '../../../domain/chat-message.ts';
import type { DeliveryReceipt, ResultSink } from '../../../domain/result-sink.ts';
import { sampleMessage } from './sample-message.ts';

export interface ResultSinkFixture {
  readonly sink: ResultSink;
  /** Reads what is stored without the sink's help; undefined if there is nothing. */
  readonly readBack: (id: string) => Promise<ChatMessage | undefined>;
  readonly destroy: () => Promise<void>;
}

export interface ResultSinkHarness {
  readonly name: string;
  /** Whether the sink stores messages, or takes and discards them. */
  readonly keeps: 'messages' | 'nothing';
  /** A sink with a storage of its own, empty. */
  readonly create: () => Promise<ResultSinkFixture>;
}

export interface ContractCase {
  readonly name: string;
  /** @throws AssertionError where the sink breaks the contract */
  readonly run: () => Promise<void>;
}

/**
 * What every ResultSink must do, as cases for any test runner:
 * `for (const { name, run } of resultSinkContract(harness)) test(name, run)`.
 */
export function resultSinkContract(harness: ResultSinkHarness): readonly ContractCase[] {
  const cases = harness.keeps === 'messages' ? KEEPING : DISCARDING;
  return Object.entries(cases).map(([name, check]) => ({
    name,
    run: async () => {
      const fixture = await harness.create();
      try {
        await check(fixture, harness);
      } finally {
        await fixture.destroy();
      }
    },
  }));
}

type Check = (fixture: ResultSinkFixture, harness: ResultSinkHarness) => Promise<void>;

const DISCARDING: Record<string, Check> = {
  'takes a message, says that it was discarded, and keeps nothing': async ({ sink, readBack }) => {
    const message = sampleMessage();
    deepStrictEqual(await sink.deliver(message), { status: 'discarded', bytes: 0 });
    strictEqual(await readBack(message.id), undefined);
  },
};

const KEEPING: Record<string, Check> = {
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
    const tries = Array.from({ length: 20 }, (_, n) => ({ ...base, text: `answer ${n}` }));
    const receipts = await Promise.all(tries.map((message) => sink.deliver(message)));
    const winners = tries.filter((_, n) => receipts[n]?.status === 'delivered');
    strictEqual(winners.length, 1, 'exactly one delivery is told that it was delivered');
    deepStrictEqual(new Set(statuses(receipts)), new Set(['delivered', 'already-delivered']));
    deepStrictEqual(await readBack(base.id), winners[0]);
  },

  'finishes an unfinished message': async ({ sink, readBack }) => {
    const finished = sampleMessage();
    await sink.deliver({ ...finished, text: 'working on it', artifacts: [], responseComplete: false });
    strictEqual((await sink.deliver(finished)).status, 'delivered');
    deepStrictEqual(await readBack(finished.id), finished);
  },

  'never makes a finished message unfinished': async ({ sink, readBack }) => {
    const finished = sampleMessage();
    await sink.deliver(finished);
    const late = { ...finished, text: 'still working on it', responseComplete: false };
    strictEqual((await sink.deliver(late)).status, 'already-delivered');
    deepStrictEqual(await readBack(finished.id), finished);
  },

  'never moves a message into another chat': async ({ sink, readBack }) => {
    const pending = sampleMessage({ responseComplete: false });
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

function statuses(receipts: readonly DeliveryReceipt[]): DeliveryReceipt['status'][] {
  return receipts.map(({ status }) => status);
}
