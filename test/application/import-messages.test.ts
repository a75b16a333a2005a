import { inspect } from 'node:util';
import { InMemoryChat } from '../../src/adapters/in-memory/in-memory-chat.ts';
import { InMemoryUndeliveredResults } from '../../src/adapters/in-memory/in-memory-undelivered-results.ts';
import { UncheckedChatSessions } from '../../src/adapters/noop/unchecked-chat-sessions.ts';
import { importMessages, type ImportProblem } from '../../src/application/import-messages.ts';
import type { Chat } from '../../src/application/ports/chat.ts';
import { DeliveryError } from '../../src/domain/delivery-error.ts';
import type { Recipient } from '../../src/domain/delivery-mode.ts';
import { sampleMessage } from '../../src/entrypoints/library/testing/sample-message.ts';
import { sinkOf } from '../sink-of.ts';
import { RecordingLogger } from './recording-logger.ts';

const NOTHING = { delivered: 0, alreadyDelivered: 0, kept: 0, refused: 0, failed: 0, failures: {} };

function setUp(replaced: Partial<Chat> = {}) {
  const messages = new InMemoryChat();
  const undelivered = new InMemoryUndeliveredResults();
  const sessions = new UncheckedChatSessions();
  const chat: Chat = { sink: messages, history: messages, sessions, undelivered, ...replaced };
  const logger = new RecordingLogger();
  const importAll = importMessages({
    chats: { async: () => Promise.resolve(chat) },
    clock: { now: () => new Date() },
    logger,
  });
  const problems: ImportProblem[] = [];
  const run = (lines: readonly string[], signal?: AbortSignal) =>
    importAll(each(lines), { problem: (problem) => problems.push(problem), ...(signal && { signal }) });
  return { messages, logger, problems, run };
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield await Promise.resolve(line);
}

test('each line becomes a message, once', async () => {
  const { messages, problems, run } = setUp();
  const all = Array.from({ length: 60 }, (_, n) => sampleMessage({ text: `message ${n}` }));
  const lines = all.map((message) => JSON.stringify(message));
  expect(await run(lines)).toEqual({ ...NOTHING, delivered: 60 });
  for (const message of all) expect(messages.find(message.id)).toEqual(message);
  expect(await run([...lines, ...lines])).toEqual({ ...NOTHING, alreadyDelivered: 120 });
  expect(problems).toEqual([]);
});

test('bad lines are told by their number and what is wrong, without their content; the rest goes on', async () => {
  const { messages, logger, problems, run } = setUp();
  const [first, last] = [sampleMessage(), sampleMessage()];
  const lines = [
    JSON.stringify(first),
    '{"text": "a secret',
    '',
    JSON.stringify({ ...sampleMessage({ text: 'a secret' }), owner: '', role: 'robot' }),
    JSON.stringify(sampleMessage({ text: 'a secret', responseComplete: false })),
    `${JSON.stringify(last)}\r`,
  ];
  expect(await run(lines)).toEqual({ ...NOTHING, delivered: 2, failed: 3, failures: { 'unreadable-entry': 3 } });
  for (const message of [first, last]) expect(messages.find(message.id)).toEqual(message);
  expect(problems.map(({ line, reason }) => [line, reason instanceof Error ? reason.message : reason])).toEqual([
    [2, 'not JSON'],
    [4, 'not of the right shape: owner, role'],
    [5, 'not of the right shape: responseComplete'],
  ]);
  expect(inspect([problems, logger.lines], { depth: 9 })).not.toContain('secret');
});

test('messages into sessions of somebody else are refused, and a failure message is not overwritten', async () => {
  const sessions = { belongsTo: ({ sessionId }: Recipient) => Promise.resolve(sessionId === 'session-1') };
  const { messages, logger, problems, run } = setUp({ sessions });
  const [good, foreign] = [sampleMessage(), sampleMessage({ chatSessionId: 'of somebody else' })];
  const failed = { ...good, metadata: { error: { code: 'job-timeout' } } };
  await messages.deliver(failed);
  const lines = [good, foreign].map((message) => JSON.stringify(message));
  expect(await run(lines)).toEqual({ ...NOTHING, kept: 1, refused: 1 });
  expect(problems).toEqual([
    { line: 1, messageId: good.id, reason: 'kept' },
    { line: 2, messageId: foreign.id, reason: 'refused' },
  ]);
  expect(messages.find(good.id)).toEqual(failed);
  expect(messages.find(foreign.id)).toBeUndefined();
  expect(logger.lines).toContainEqual(
    expect.objectContaining({
      level: 'error',
      fields: expect.objectContaining({ securityEvent: 'session-refused' }) as unknown,
    }),
  );
});

test('a sink that hangs is left when the run is ended', async () => {
  const { run } = setUp({ sink: sinkOf(() => new Promise<never>(() => undefined)) });
  const report = await run([JSON.stringify(sampleMessage())], AbortSignal.timeout(50));
  expect(report).toEqual({ ...NOTHING, failed: 1, failures: { 'out-of-time': 1 } });
}, 2_000);

test('what is too large for the chat fails, and no failure message takes its place', async () => {
  const tooLarge = new DeliveryError('too-large', 'over 409600 bytes', 'Set ARTIFACT_BUCKET.');
  const large = sampleMessage();
  const memory = new InMemoryChat();
  const sink = sinkOf((message) => (message.artifacts.length > 0 ? Promise.reject(tooLarge) : memory.deliver(message)));
  const { problems, run } = setUp({ sink, history: memory });
  expect(await run([JSON.stringify(large)])).toEqual({ ...NOTHING, failed: 1, failures: { 'too-large': 1 } });
  expect(problems).toEqual([{ line: 1, messageId: large.id, reason: tooLarge }]);
  expect(memory.find(large.id)).toBeUndefined();
});
