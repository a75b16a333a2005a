import 'reflect-metadata';
import { InMemoryChat } from '../../../src/adapters/in-memory/in-memory-chat.ts';
import type { ChatHistory } from '../../../src/application/ports/chat-history.ts';
import { tryDelivery, type TrialDependencies } from '../../../src/application/validation/try-delivery.ts';
import { DeliveryError } from '../../../src/domain/delivery-error.ts';
import type { ResultSink } from '../../../src/domain/result-sink.ts';

const ID = /^canary (msg-1782864000000-0123abc) in messages$/;
const TIME = new Date('2026-07-01T00:00:00.000Z');

/** A trial on a chat in memory, whose messages count as removed when `remove` was called. */
async function trial(
  change: { list?: ChatHistory['list']; deliver?: ResultSink['deliver'] } & Partial<TrialDependencies> = {},
) {
  const clock = { now: () => TIME };
  const chat = new InMemoryChat(clock);
  const removed = new Set<string>();
  const history = {
    get: async (id: string) => (removed.has(id) ? undefined : chat.get(id)),
    list: change.list ?? ((query) => chat.list(query)),
    findAnswer: () => Promise.reject(new Error('nobody asks')),
  } satisfies ChatHistory;
  const sink = {
    deliver: change.deliver ?? ((message) => chat.deliver(message)),
    deliverAll: () => Promise.resolve([]),
  };
  const remove = (_: string, id: string) => Promise.resolve(void removed.add(id));
  const openChat = () => Promise.resolve({ sink, history });
  const storage = { remove };
  const checks = await tryDelivery({ clock, random: () => '0123abc', openChat, storage, ...change })('messages');
  for (const { subject } of checks) expect(subject).toMatch(ID);
  return { checks, removed };
}

const statuses = (checks: Awaited<ReturnType<typeof trial>>['checks']) =>
  checks.map(({ name, status }) => [name, status]);

test('written, read twice, deleted', async () => {
  const { checks, removed } = await trial();
  expect(statuses(checks)).toEqual([
    ['write', 'ok'],
    ['read by id', 'ok'],
    ['read through the index', 'ok'],
    ['delete', 'ok'],
  ]);
  expect([...removed]).toEqual(['msg-1782864000000-0123abc']);
});

test('an index that follows later is waited for', async () => {
  let looks = 0;
  const listed = { id: 'msg-1782864000000-0123abc' } as Awaited<ReturnType<ChatHistory['list']>>['messages'][number];
  const { checks } = await trial({ list: () => Promise.resolve({ messages: ++looks < 3 ? [] : [listed] }) });
  expect(statuses(checks)[2]).toEqual(['read through the index', 'ok']);
  expect(looks).toBe(3);
});

test('an index that never follows is given up', async () => {
  let seconds = 0;
  const clock = { now: () => new Date(TIME.getTime() + 4_000 * seconds++) };
  const { checks } = await trial({ list: () => Promise.resolve({ messages: [] }), clock });
  expect(checks[2]).toMatchObject({ status: 'wrong', found: 'not there after 10 s' });
});

test('a canary that stays is told with its key', async () => {
  const { checks } = await trial({ storage: { remove: () => Promise.resolve() } });
  expect(checks[3]).toMatchObject({ name: 'delete', status: 'wrong', found: 'still there' });
  expect(checks[3]?.fix).toBe(
    `Delete it, if it is there: aws dynamodb delete-item --table-name messages --key '{"id":{"S":"msg-1782864000000-0123abc"}}'`,
  );
});

test.each([
  ['permission-denied', 'unknown'],
  ['unavailable', 'unknown'],
  ['too-large', 'wrong'],
] as const)('a write that fails with %s is %s, and what may be there is deleted', async (code, status) => {
  const deliver = () => Promise.reject(new DeliveryError(code, 'the reason', 'The remedy.'));
  const { checks, removed } = await trial({ deliver });
  expect(checks[0]).toMatchObject({ status, fix: 'The remedy.' });
  expect(statuses(checks)).toEqual([
    ['write', status],
    ['delete', 'ok'],
  ]);
  expect(removed.size).toBe(1);
});

test('a fault of our own is thrown', async () => {
  await expect(trial({ deliver: () => Promise.reject(new TypeError('a bug')) })).rejects.toThrow('a bug');
});
