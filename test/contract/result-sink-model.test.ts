import 'reflect-metadata';
import fc from 'fast-check';
import { InMemoryChat } from '../../src/adapters/in-memory/in-memory-chat.ts';
import type { ChatMessage } from '../../src/domain/chat-message.ts';
import type { DeliveryReceipt } from '../../src/domain/result-sink.ts';
import type {
  ResultSinkFixture,
  ResultSinkHarness,
} from '../../src/entrypoints/library/testing/result-sink-contract.ts';
import { sampleMessage } from '../../src/entrypoints/library/testing/sample-message.ts';
import { describeOn, engines } from '../engines/engines.ts';
import { dynamoDb, inMemory } from './result-sink-harnesses.ts';
import { sinkOf } from '../sink-of.ts';

/** What a writer delivers: progress of some revision, or an answer; equal ones are duplicates. */
interface Write {
  readonly message: 0 | 1;
  readonly writer: 0 | 1 | 2;
  readonly state: 'complete' | 'failed' | number;
}

const write = fc.record<Write>({
  message: fc.constantFrom(0, 1),
  writer: fc.constantFrom(0, 1, 2),
  state: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 9 }) },
    { weight: 1, arbitrary: fc.constantFrom('complete' as const, 'failed' as const) },
  ),
});

/** Writes that follow each other; those of one step come at once. */
const history = fc.array(fc.array(write, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });

interface Delivered {
  readonly message: ChatMessage;
  readonly status: DeliveryReceipt['status'];
}

/**
 * The model: what may be stored after writes that came at once. The first answer stays for ever; until there is one, the
 * highest revision stays, and exactly one of the writers is told that it wrote what is there.
 */
function possibleAfter(stored: ChatMessage | undefined, together: readonly Delivered[]): ChatMessage[] {
  const rank = (message: ChatMessage | undefined) =>
    message === undefined ? -1 : message.responseComplete ? Number.POSITIVE_INFINITY : (message.revision ?? 0);
  const highest = Math.max(...together.map(({ message }) => rank(message)));
  if (rank(stored) >= highest) {
    expect(together.map(({ status }) => status)).toEqual(together.map(() => 'already-delivered'));
    return stored ? [stored] : [];
  }
  const best = together.filter(({ message }) => rank(message) === highest);
  const winners = best.filter(({ status }) => status === 'delivered');
  expect(winners).toHaveLength(1);
  for (const { message, status } of together) {
    if (rank(message) <= rank(stored)) expect(status).toBe('already-delivered');
  }
  return winners.map(({ message }) => message);
}

async function follow({ sink, readBack }: ResultSinkFixture, steps: readonly (readonly Write[])[]): Promise<void> {
  const bases = [sampleMessage(), sampleMessage()] as const;
  const stored: (ChatMessage | undefined)[] = [undefined, undefined];
  for (const step of steps) {
    const delivered = await Promise.all(
      step.map(async (one) => {
        const message = messageOf(one, bases[one.message]);
        return { ...one, delivered: { message, status: (await sink.deliver(message)).status } };
      }),
    );
    for (const [n, base] of bases.entries()) {
      const together = delivered.filter(({ message }) => message === n).map((one) => one.delivered);
      if (together.length === 0) continue;
      [stored[n]] = possibleAfter(stored[n], together);
      expect(await readBack(base.id)).toEqual(stored[n]);
    }
  }
}

function messageOf({ writer, state }: Write, base: ChatMessage): ChatMessage {
  const text = `${state} by writer ${writer}`;
  if (typeof state !== 'number') return { ...base, text, metadata: { success: state === 'complete' } };
  return { ...base, text, artifacts: [], responseComplete: false, deadlineAt: base.updatedAt, revision: state };
}

async function checkModel(harness: ResultSinkHarness, numRuns: number) {
  const fixture = await harness.create();
  try {
    return await fc.check(
      fc.asyncProperty(history, (steps) => follow(fixture, steps)),
      { numRuns },
    );
  } finally {
    await fixture.destroy();
  }
}

function runModel(harness: ResultSinkHarness, numRuns: number): void {
  test(`${harness.name}: however writes interleave, what is stored is what the model says`, async () => {
    const report = fc.defaultReportMessage(await checkModel(harness, numRuns)); // the seed and the smallest example
    expect(report).toBeUndefined();
  }, 120_000);
}

runModel(inMemory, 300);
for (const engine of engines)
  describeOn(engine, () => {
    runModel(dynamoDb(engine), 40);
  });

test('the model finds out a sink that takes the last write for the newest', async () => {
  const chat = new InMemoryChat();
  const stored = new Map<string, ChatMessage>();
  const sink = sinkOf(async (message) => {
    const receipt = await chat.deliver({ ...message, revision: undefined });
    if (receipt.status === 'delivered') stored.set(message.id, message);
    return receipt;
  });
  const readBack = (id: string) => Promise.resolve(stored.get(id));
  const fixture = { sink, readBack, destroy: () => Promise.resolve() };
  const create = () => Promise.resolve(fixture);
  const { failed, counterexample } = await checkModel({ name: 'unordered', keeps: 'messages', create }, 300);
  expect(failed).toBe(true);
  expect(counterexample?.[0].flat().length).toBeGreaterThanOrEqual(2); // shrinking ends at one of several small ones
});
