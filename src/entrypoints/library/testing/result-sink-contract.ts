import { deepStrictEqual, fail, ok, strictEqual } from 'node:assert/strict';
import type { ChatMessage } from '../../../domain/chat-message.ts';
import { DeliveryError } from '../../../domain/delivery-error.ts';
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
    const tries = Array.from({ length: 50 }, (_, n) => ({ ...base, text: `answer ${n}` }));
    const receipts = await Promise.all(tries.map((message) => sink.deliver(message)));
    const winners = tries.filter((_, n) => receipts[n]?.status === 'delivered');
    strictEqual(winners.length, 1, 'exactly one delivery is told that it was delivered');
    deepStrictEqual(new Set(statuses(receipts)), new Set(['delivered', 'already-delivered']));
    deepStrictEqual(await readBack(base.id), winners[0]);
  },

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

function statuses(receipts: readonly DeliveryReceipt[]): DeliveryReceipt['status'][] {
  return receipts.map(({ status }) => status);
}

/** A message as it was before it was finished. */
function unfinished(message: ChatMessage, revision: number): ChatMessage {
  return { ...message, responseComplete: false, deadlineAt: '2026-01-31T12:15:00.000Z', revision };
}

/** Milliseconds: far more than `at once` takes on the slowest machine. */
const PATIENCE = 5_000;

/** Whether a delivery whose time is up was given up, rather than done just before. */
async function ranOutOfTime(delivery: Promise<DeliveryReceipt>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const waiting = new Promise<'waiting'>((resolve) => (timer = setTimeout(resolve, PATIENCE, 'waiting')));
  try {
    const outcome = await Promise.race([delivery, waiting]).catch((error: unknown) => error);
    if (outcome === 'waiting') fail('the delivery goes on although its time is up');
    if (!(outcome instanceof Error)) return false;
    ok(outcome instanceof DeliveryError, `a DeliveryError is thrown, not ${outcome.name}`);
    strictEqual(outcome.code, 'out-of-time');
    return true;
  } finally {
    clearTimeout(timer);
  }
}
