import 'reflect-metadata';
import { AssertionError } from 'node:assert';
import { InMemoryChat } from '../../src/adapters/in-memory/in-memory-chat.ts';
import type { ChatMessage } from '../../src/domain/chat-message.ts';
import type { ResultSink } from '../../src/domain/result-sink.ts';
import { resultSinkContract } from '../../src/entrypoints/library/testing/result-sink-contract.ts';

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
  return { sink: { deliver }, find: (id) => messages.get(id) };
}

/** A correct sink of which one field of each message is changed first. */
function carefulSink(change: (message: ChatMessage) => ChatMessage): ReturnType<Plant> {
  const chat = new InMemoryChat();
  return { sink: { deliver: (message) => chat.deliver(change(message)) }, find: (id) => chat.find(id) };
}

/** A sink that protects what is finished, but not what is newer. */
function unorderedSink(): ReturnType<Plant> {
  const { sink, find } = carelessSink();
  const deliver = (message: ChatMessage) =>
    find(message.id)?.responseComplete
      ? Promise.resolve({ status: 'already-delivered', bytes: 1 } as const)
      : sink.deliver(message);
  return { sink: { deliver }, find };
}

/** A correct sink that is asked for each message as `ask` says. */
function wrappedSink(ask: (chat: InMemoryChat, ...delivery: Parameters<Deliver>) => ReturnType<Deliver>) {
  const chat = new InMemoryChat();
  const deliver: Deliver = (...delivery) => ask(chat, ...delivery);
  return { sink: { deliver }, find: (id: string) => chat.find(id) };
}

const shared = new InMemoryChat();
const NEWEST = 'keeps the newest of unfinished messages, in whatever order they come';
const MEANWHILE = 'ends at once when the time is up meanwhile, and a later delivery is fine';

const plants: readonly [name: string, plant: Plant, broken: string][] = [
  [
    'drops messages',
    () => ({ sink: { deliver: () => Promise.resolve({ status: 'delivered', bytes: 1 }) }, find: () => undefined }),
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
  ['moves messages', () => carelessSink(), 'never moves a message into another chat'],
  ['never finishes', () => carefulSink((m) => ({ ...m, responseComplete: true })), 'finishes an unfinished message'],
  ['mixes ids up', () => carelessSink((m) => ({ ...m, id: 'msg-1-same' })), 'keeps messages of different ids apart'],
  [
    'shares its storage',
    () => ({ sink: shared, find: (id) => shared.find(id) }),
    'shares nothing with a sink of another storage',
  ],
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

  test('keeps what it should discard', async () => {
    const [check] = resultSinkContract({
      name: 'hoarder',
      keeps: 'nothing',
      create: () => {
        const chat = new InMemoryChat();
        const readBack = (id: string) => Promise.resolve(chat.find(id));
        return Promise.resolve({ sink: chat, readBack, destroy: () => Promise.resolve() });
      },
    });
    await expect(check?.run()).rejects.toBeInstanceOf(AssertionError);
  });
});
