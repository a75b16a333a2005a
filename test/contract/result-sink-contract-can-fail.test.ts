import 'reflect-metadata';
import { AssertionError } from 'node:assert';
import { InMemoryChat } from '../../src/adapters/in-memory/in-memory-chat.ts';
import type { ChatMessage } from '../../src/domain/chat-message.ts';
import { DeliveryError } from '../../src/domain/delivery-error.ts';
import type { ResultSink } from '../../src/domain/result-sink.ts';
import { resultSinkContract } from '../../src/entrypoints/library/testing/result-sink-contract.ts';
import { sinkOf } from '../sink-of.ts';

type Find = (id: string) => ChatMessage | undefined;
type Deliver = ResultSink['deliver'];
type Plant = () => { sink: ResultSink; find: Find };

/** A sink over a map, without any check. */
function carelessSink(change: (message: ChatMessage) => ChatMessage = (message) => message): ReturnType<Plant> {
  const messages = new Map<string, ChatMessage>();
  const deliver = (message: ChatMessage) => {
    messages.set(message.id, JSON.parse(JSON.stringify(change(message))) as ChatMessage);
    return Promise.resolve({ status: 'delivered', bytes: 1 } as const);
  };
  return { sink: sinkOf(deliver), find: (id) => messages.get(id) };
}

/** A correct sink of which one field of each message is changed first. */
function carefulSink(change: (message: ChatMessage) => ChatMessage): ReturnType<Plant> {
  const chat = new InMemoryChat();
  return { sink: sinkOf((message) => chat.deliver(change(message))), find: (id) => chat.find(id) };
}

/** A sink that protects what is finished, but not what is newer. */
function unorderedSink(): ReturnType<Plant> {
  const { sink, find } = carelessSink();
  const deliver = (message: ChatMessage) =>
    find(message.id)?.responseComplete
      ? Promise.resolve({ status: 'already-delivered', bytes: 1 } as const)
      : sink.deliver(message);
  return { sink: sinkOf(deliver), find };
}

/** A correct sink that is asked for each message as `ask` says. */
function wrappedSink(ask: (chat: InMemoryChat, ...delivery: Parameters<Deliver>) => ReturnType<Deliver>) {
  const chat = new InMemoryChat();
  const deliver: Deliver = (...delivery) => ask(chat, ...delivery);
  return { sink: sinkOf(deliver), find: (id: string) => chat.find(id) };
}

/** A sink that is correct but for what it delivers when it rehearses, if something unfinished is there or not. */
function rehearsingSink(delivers: (isThere: boolean) => boolean): ReturnType<Plant> {
  const { sink, find } = carefulSink((message) => message);
  const rehearse = async (message: ChatMessage) => {
    if (delivers(find(message.id) !== undefined)) await sink.deliver(message);
  };
  return { sink: { ...sink, rehearse }, find };
}

type DeliverAll = ResultSink['deliverAll'];

/** A sink that is correct for one message, and delivers several as `all` says. */
function batchSink(all: (chat: InMemoryChat, ...delivery: Parameters<DeliverAll>) => ReturnType<DeliverAll>): Plant {
  return () => {
    const chat = new InMemoryChat();
    const sink: ResultSink = {
      deliver: (...delivery) => chat.deliver(...delivery),
      deliverAll: (...delivery) => all(chat, ...delivery),
    };
    return { sink, find: (id) => chat.find(id) };
  };
}

const megabytes = (messages: readonly ChatMessage[]) => JSON.stringify(messages).length / 1_000_000;

const batchPlants: readonly [name: string, plant: Plant, broken: string][] = [
  [
    'stores the first 25 of several messages, and says that it stored all',
    batchSink(async (chat, messages) => {
      await chat.deliverAll(messages.slice(0, 25));
      return messages.map(() => ({ status: 'delivered', bytes: 1 }));
    }),
    'stores each of 60 messages as it was delivered',
  ],
  [
    'tells several messages one outcome',
    batchSink(async (chat, messages) => (await chat.deliverAll(messages)).slice(0, 1)),
    'stores each of 60 messages as it was delivered',
  ],
  [
    'tells the outcomes in another order',
    batchSink(async (chat, messages) => (await chat.deliverAll(messages)).toReversed()),
    'a finished message that is there stays as it is',
  ],
  [
    'cannot deliver nothing',
    batchSink(async (chat, messages) => [...(await chat.deliverAll(messages)), { status: 'delivered', bytes: 0 }]),
    'nothing is delivered of no messages',
  ],
  ['overwrites what it delivered together', () => carelessSink(), 'delivered again, nothing changes'],
  [
    'lets the last of several messages of one id win',
    () => carelessSink(),
    'of several messages of one id the first counts',
  ],
  ['overwrites a finished message together', () => carelessSink(), 'a finished message that is there stays as it is'],
  ['moves messages together', () => carelessSink(), 'a message of somebody else stays as it is, finished or not'],
  [
    'takes an unfinished message that is there for the end',
    batchSink(async (chat, messages) => {
      const absent = messages.filter(({ id }) => !chat.find(id));
      await chat.deliverAll(absent);
      return messages.map((message) => ({
        status: absent.includes(message) ? 'delivered' : 'already-delivered',
        bytes: 1,
      }));
    }),
    'an unfinished message that is there is finished',
  ],
  [
    'takes unfinished messages together',
    batchSink((chat, messages) => Promise.all(messages.map((message) => chat.deliver(message)))),
    'an unfinished message is refused before anything is written',
  ],
  [
    'refuses an unfinished message when it has written another',
    batchSink(async (chat, messages) => {
      for (const message of messages) await chat.deliverAll([message]);
      return [];
    }),
    'an unfinished message is refused before anything is written',
  ],
  [
    'sends all in one request',
    batchSink((chat, messages) =>
      megabytes(messages) > 16
        ? Promise.resolve(messages.map(() => new DeliveryError('invalid-item', 'too large', 'Send less.')))
        : chat.deliverAll(messages),
    ),
    '50 messages of 390 KB are more than one request holds',
  ],
  [
    'goes on together although the time was up before',
    batchSink((chat, messages) => chat.deliverAll(messages)),
    'when the time was up before, nothing is delivered, and each message says so',
  ],
  [
    'waits on together although the time is up',
    batchSink((chat, messages, signal) => (signal ? new Promise(() => undefined) : chat.deliverAll(messages))),
    'when the time is up meanwhile, it ends at once, and a later delivery is fine',
  ],
];

const shared = new InMemoryChat();
const NEWEST = 'keeps the newest of unfinished messages, in whatever order they come';
const REHEARSED = 'leaves no trace of what is rehearsed, if it can be';
const MEANWHILE = 'ends at once when the time is up meanwhile, and a later delivery is fine';

const singlePlants: readonly [name: string, plant: Plant, broken: string][] = [
  [
    'drops messages',
    () => ({ sink: sinkOf(() => Promise.resolve({ status: 'delivered', bytes: 1 })), find: () => undefined }),
    'stores every field as it was delivered',
  ],
  [
    'forgets when a message expires',
    () => carefulSink((message) => ({ ...message, expiresAt: undefined })),
    'stores every field as it was delivered',
  ],
  [
    'loses a field',
    () => carefulSink((message) => ({ ...message, metadata: {} })),
    'stores every field as it was delivered',
  ],
  [
    'loses unknown fields',
    () =>
      carefulSink((message) => ({
        ...message,
        artifacts: message.artifacts.map(({ type, data }) => ({ type, data })),
      })),
    'stores every field as it was delivered',
  ],
  ['loses empty values', () => carefulSink(withoutEmptyText), 'leaves out what is undefined and keeps what is empty'],
  ['overwrites a finished message', () => carelessSink(), 'recognises a duplicate and changes nothing'],
  ['overwrites a finished message', () => carelessSink(), 'stores one of many concurrent deliveries of one id'],
  ['overwrites a finished message', () => carelessSink(), 'never makes a finished message unfinished'],
  ['lets old progress overwrite new', unorderedSink, NEWEST],
  ['lets old progress overwrite new', unorderedSink, 'keeps the newest of unfinished messages that come at once'],
  ['takes the first progress for the last', () => carefulSink((m) => ({ ...m, revision: 1 })), NEWEST],
  ['lets progress overwrite the answer', () => carelessSink(), 'finishes a message in the middle of its progress'],
  [
    'goes on although the time was up before',
    () => wrappedSink((chat, message) => chat.deliver(message)),
    'gives up at once when the time was up before',
  ],
  [
    'says that the time is up with an error of any kind',
    () => wrappedSink(async (chat, message, signal) => (signal?.throwIfAborted(), chat.deliver(message))),
    'gives up at once when the time was up before',
  ],
  [
    'waits on although the time is up',
    () => wrappedSink((chat, message, signal) => (signal ? new Promise(() => undefined) : chat.deliver(message))),
    MEANWHILE,
  ],
  [
    'takes no later delivery when the time was up once',
    () => wrappedSink((chat, message, signal) => chat.deliver(signal ? { ...message, text: '' } : message)),
    MEANWHILE,
  ],
  ['delivers what is rehearsed', () => rehearsingSink(() => true), REHEARSED],
  ['delivers what is rehearsed where something unfinished is', () => rehearsingSink((there) => there), REHEARSED],
  ['moves messages', () => carelessSink(), 'never moves a message into another chat'],
  ['never finishes', () => carefulSink((m) => ({ ...m, responseComplete: true })), 'finishes an unfinished message'],
  ['mixes ids up', () => carelessSink((m) => ({ ...m, id: 'msg-1-same' })), 'keeps messages of different ids apart'],
  [
    'shares its storage',
    () => ({ sink: shared, find: (id) => shared.find(id) }),
    'shares nothing with a sink of another storage',
  ],
];

const plants = [
  ...singlePlants,
  ...batchPlants.map(([name, plant, broken]) => [name, plant, `together: ${broken}`] as const),
];

function withoutEmptyText(message: ChatMessage): ChatMessage {
  const parsed: unknown = JSON.parse(JSON.stringify(message), (_key, value: unknown) =>
    value === '' ? undefined : value,
  );
  return parsed as ChatMessage;
}

describe('the ResultSink contract fails on a sink that', () => {
  test.each(plants)('%s', async (name, plant, broken) => {
    const contract = resultSinkContract({
      name,
      keeps: 'messages',
      create: () => {
        const { sink, find } = plant();
        const readBack = (id: string) => Promise.resolve(find(id));
        return Promise.resolve({ sink, readBack, destroy: () => Promise.resolve() });
      },
    });
    const check = contract.find((candidate) => candidate.name === broken);
    await expect(check?.run()).rejects.toBeInstanceOf(AssertionError);
  });

  test.each([0, 1])('keeps what it should discard (%i)', async (n) => {
    const check = resultSinkContract({
      name: 'hoarder',
      keeps: 'nothing',
      create: () => {
        const chat = new InMemoryChat();
        const readBack = (id: string) => Promise.resolve(chat.find(id));
        return Promise.resolve({ sink: chat, readBack, destroy: () => Promise.resolve() });
      },
    })[n];
    await expect(check?.run()).rejects.toBeInstanceOf(AssertionError);
  });
});
