import 'reflect-metadata';
import { InMemoryChat } from '../../src/adapters/in-memory/in-memory-chat.ts';
import { announcingSink } from '../../src/application/announcing-sink.ts';
import { liveChatFeed } from '../../src/application/live-chat-feed.ts';
import type { ChatEvent } from '../../src/application/ports/chat-feed.ts';
import type { HistoryQuery } from '../../src/application/ports/chat-history.ts';
import type { ChatMessage } from '../../src/domain/chat-message.ts';
import { DeliveryError } from '../../src/domain/delivery-error.ts';
import { sampleMessage } from '../../src/entrypoints/library/testing/sample-message.ts';
import { sinkOf } from '../sink-of.ts';
import { RecordingLogger } from './recording-logger.ts';

const recipient = { sessionId: 'session-1', userId: 'user-1' };
const now = new Date('2026-01-31T12:00:00.000Z');
const second = (n: number) => new Date(now.getTime() + n * 1_000).toISOString();
const said = (n: number, fields = {}) => sampleMessage({ text: `${n}`, createdAt: second(n), ...fields });
const signal = new AbortController().signal;

function setUp({ pollMs = 10, listenersPerUser = 2 } = {}) {
  const chat = new InMemoryChat();
  const logger = new RecordingLogger();
  const asked: HistoryQuery[] = [];
  const history = {
    get: chat.get.bind(chat),
    findAnswer: chat.findAnswer.bind(chat),
    list: (query: HistoryQuery) => {
      asked.push(query);
      return chat.list(query);
    },
  };
  const feed = liveChatFeed({ history, clock: { now: () => now }, logger, pollMs, listenersPerUser });
  const sink = announcingSink(chat, (message) => {
    feed.announce(message);
  });
  const watch = (since = now, looking = new AbortController()) =>
    feed.watch(recipient, { since, signal: looking.signal })[Symbol.asyncIterator]() as AsyncIterator<
      ChatEvent,
      undefined
    >;
  return { chat, history, logger, asked, feed, sink, watch };
}

async function next(watch: AsyncIterator<ChatEvent>): Promise<string | undefined> {
  const result = await watch.next();
  return result.done ? undefined : result.value.message.text;
}

test('first come the messages since then, in order, then what is written', async () => {
  const { sink, watch, feed } = setUp({ pollMs: 60_000 });
  for (const n of [-1, 0, 1]) await sink.deliver(said(n));
  const watched = watch();
  expect([await next(watched), await next(watched)]).toEqual(['0', '1']);
  const news = next(watched);
  await sink.deliver(said(2));
  expect(await news).toBe('2');
  feed.close();
});

test('what is rehearsed is rehearsed by the sink behind, and told to nobody', async () => {
  const rehearsed: string[] = [];
  const told: string[] = [];
  const rehearse = ({ text }: ChatMessage) => Promise.resolve(void rehearsed.push(text));
  const chat = new InMemoryChat();
  const sink = announcingSink({ ...sinkOf((message) => chat.deliver(message)), rehearse }, ({ text }) =>
    told.push(text),
  );
  await sink.rehearse?.(said(0));
  expect([rehearsed, told]).toEqual([['0'], []]);
  await expect(announcingSink(chat, () => undefined).rehearse?.(said(0))).resolves.toBeUndefined();
});

test('what another process wrote is found, also between older messages, and told once to each', async () => {
  const { chat, watch, feed } = setUp();
  await chat.deliver(said(-3_600, { role: 'human' }));
  await chat.deliver(said(0, { role: 'human' }));
  const watches = [watch(new Date(second(-4_000))), watch(new Date(second(-4_000)))];
  for (const watched of watches) expect([await next(watched), await next(watched)]).toEqual(['-3600', '0']);
  await chat.deliver(said(-3_599));
  for (const watched of watches) expect(await next(watched)).toBe('-3599');
  await chat.deliver(said(3));
  for (const watched of watches) expect(await next(watched)).toBe('3');
  feed.close();
});

test('all who watch a session share one reader, which stops when nobody listens', async () => {
  const { chat, watch, asked, feed } = setUp({ pollMs: 20 });
  const gone = new AbortController();
  const watches = [watch(now, gone), watch(now, gone)];
  const news = Promise.all(watches.map(next));
  await chat.deliver(said(1));
  expect(await news).toEqual(['1', '1']);
  const before = asked.length;
  await new Promise((resolve) => setTimeout(resolve, 210));
  expect(asked.length - before).toBeLessThanOrEqual(11);
  gone.abort();
  const after = asked.length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked.length - after).toBeLessThanOrEqual(1);
  feed.close();
});

test('a watch that goes on from the last event misses nothing, even an answer that was open then', async () => {
  const { sink, watch, feed } = setUp();
  const unfinished = said(1, { responseComplete: false, revision: 1 });
  await sink.deliver(unfinished);
  await sink.deliver(said(600));
  const watched = watch();
  await watched.next();
  const second = await watched.next();
  await sink.deliver({ ...unfinished, text: 'finished', responseComplete: true });
  const resumed = watch(new Date(second.value?.resumeFrom ?? 0));
  expect(await next(resumed)).toBe('finished');
  feed.close();
});

test("nobody hears of somebody else's messages", async () => {
  const { sink, watch, feed } = setUp();
  const watched = watch();
  await sink.deliver(said(1, { owner: 'user-2' }));
  await sink.deliver(said(2, { owner: 'user-10::ada' }));
  await sink.deliver(said(3, { chatSessionId: 'session-2' }));
  await sink.deliver(said(4, { owner: 'user-1::ada' }));
  expect(await next(watched)).toBe('4');
  feed.close();
});

test('a user may watch so many times; who leaves makes room', () => {
  const { watch, feed } = setUp({ listenersPerUser: 2 });
  const gone = new AbortController();
  watch(now, gone);
  watch();
  expect(() => watch()).toThrow(expect.objectContaining({ code: 'too-many-listeners' }) as Error);
  expect(() => feed.watch({ ...recipient, userId: 'user-2' }, { signal })).not.toThrow();
  gone.abort();
  expect(() => watch()).not.toThrow();
  feed.close();
});

test('a closed feed ends its watches, and every new one at once', async () => {
  const { watch, feed } = setUp();
  const watched = watch();
  const news = next(watched);
  feed.close();
  expect(await news).toBeUndefined();
  expect(await next(watch())).toBeUndefined();
});

test('a reader who is too slow is left, and told no half-truths', async () => {
  const { feed, watch } = setUp();
  const watched = watch();
  const news = next(watched);
  feed.announce(said(0));
  expect(await news).toBe('0');
  for (let n = 1; n <= 1_001; n++) feed.announce(said(n));
  expect(await next(watched)).toBeUndefined();
});

test('a table that cannot be read for a while is logged once, and what came meanwhile is told', async () => {
  const { chat, history, watch, logger, feed } = setUp();
  const watched = watch();
  const news = next(watched);
  await new Promise((resolve) => setTimeout(resolve, 30));
  const { list } = history;
  history.list = () => Promise.reject(new DeliveryError('unavailable', 'no table', 'Wait.'));
  await chat.deliver(said(1));
  await new Promise((resolve) => setTimeout(resolve, 100));
  history.list = list;
  expect(await news).toBe('1');
  expect(logger.lines).toMatchObject([{ level: 'warn', fields: { sessionId: 'session-1' } }]);
  feed.close();
});
