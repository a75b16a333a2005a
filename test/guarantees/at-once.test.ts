import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ContainerModule } from 'inversify';
import { LocalEventQueue } from '../../src/adapters/event-queue/local-event-queue.ts';
import { FolderEventJournal } from '../../src/adapters/filesystem/folder-event-journal.ts';
import { FolderUndeliveredResults } from '../../src/adapters/filesystem/folder-undelivered-results.ts';
import type { WorkOffEvent } from '../../src/application/work-off-event.ts';
import type { ChatMessage } from '../../src/domain/chat-message.ts';
import { readConfig } from '../../src/entrypoints/composition/config.ts';
import { ORCHESTRATOR } from '../../src/entrypoints/composition/tokens.ts';
import { startServer } from '../../src/entrypoints/express/start-server.ts';
import { until } from '../end-to-end/until.ts';

/** What comes together only now and then, made to come together. */
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chat-courier-at-once-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('the tries of one job park its result at the same time: each is told that it is safe, and it is whole', async () => {
  const undelivered = new FolderUndeliveredResults(folder);
  const texts = Array.from({ length: 20 }, (_, index) => 'x'.repeat(200_000 - index * 10_000));
  await Promise.all(texts.map((text) => undelivered.park(message(text))));
  const parked: ChatMessage[] = [];
  for await (const { read } of undelivered.all()) parked.push((await read()) as ChatMessage);
  expect(parked).toHaveLength(1);
  expect(texts).toContain(parked[0]?.text);
  expect(await readdir(folder)).toHaveLength(1);
});

test('an event that comes before the server has gone on with the earlier ones is worked on once', async () => {
  const handled: unknown[] = [];
  const logger = { log: () => undefined };
  const journal = new FolderEventJournal(folder, logger);
  const workOff: WorkOffEvent = async ({ event, requestId }) => {
    handled.push(event);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await journal.remove(requestId);
    return undefined;
  };
  const queue = new LocalEventQueue({ concurrency: 10, limit: 10 }, { journal, workOff, logger });
  await queue.accept('the event', { requestId: randomUUID() });
  await queue.resume();
  await until(async () => ((await readdir(folder)).length === 0 ? true : undefined));
  await queue.close();
  expect(handled).toEqual(['the event']);
});

test('two events that a caller sent under one x-request-id are two jobs', async () => {
  const queries: string[] = [];
  const orchestrator = new ContainerModule(({ bind }) => {
    bind(ORCHESTRATOR).toConstantValue({
      run: ({ query }) => {
        queries.push(query);
        return new Promise(() => undefined);
      },
    });
  });
  const environment = { RESULT_SINK: 'memory', PORT: '0', LOG_LEVEL: 'silent', JOB_TIMEOUT_MS: '1000' };
  const server = await startServer(readConfig(environment), { orchestrator: () => Promise.resolve(orchestrator) });
  const send = (query: string) =>
    fetch(`${server.url}/2015-03-31/functions/renewableOrchestrator/invocations`, {
      method: 'POST',
      headers: { 'x-amz-invocation-type': 'Event', 'x-request-id': 'page-load-1' },
      body: JSON.stringify({ query, sessionId: 'session-1', userId: 'user-1' }),
    });
  const responses = await Promise.all([send('First'), send('Second')]);
  expect(responses.map(({ status }) => status)).toEqual([202, 202]);
  await until(() => (queries.length === 2 ? true : undefined));
  const answers = await until(async () => {
    const response = await fetch(`${server.url}/api/sessions/session-1/messages`, {
      headers: { 'x-user-id': 'user-1' },
    });
    const { messages } = (await response.json()) as { messages: ChatMessage[] };
    return messages.length === 2 ? messages : undefined;
  });
  expect(new Set(answers.map(({ id }) => id)).size).toBe(2);
  await server.close();
});

function message(text: string): ChatMessage {
  return {
    id: 'msg-1-once',
    chatSessionId: 'session-1',
    owner: 'user-1',
    role: 'ai',
    text,
    responseComplete: true,
    artifacts: [],
    thoughtSteps: [],
    metadata: {},
    createdAt: '2026-01-31T12:00:00.000Z',
    updatedAt: '2026-01-31T12:00:00.000Z',
  };
}
