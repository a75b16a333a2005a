import 'reflect-metadata';
import { ContainerModule } from 'inversify';
import { InMemoryChat } from '../../../src/adapters/in-memory/in-memory-chat.ts';
import { UncheckedChatSessions } from '../../../src/adapters/noop/unchecked-chat-sessions.ts';
import { readConfig } from '../../../src/entrypoints/composition/config.ts';
import { CHAT_HISTORY, CHAT_SESSIONS, RESULT_SINK } from '../../../src/entrypoints/composition/tokens.ts';
import { startServer, type RunningServer } from '../../../src/entrypoints/express/start-server.ts';
import { sampleMessage } from '../../../src/entrypoints/library/testing/sample-message.ts';

const chat = new InMemoryChat();
let server: RunningServer;
beforeAll(async () => {
  const module = new ContainerModule(({ bind }) => {
    bind(RESULT_SINK).toConstantValue(chat);
    bind(CHAT_HISTORY).toConstantValue(chat);
    bind(CHAT_SESSIONS).to(UncheckedChatSessions);
  });
  const config = readConfig({ PORT: '0', RESULT_SINK: 'memory', LOG_LEVEL: 'silent' });
  server = await startServer(config, { storage: () => Promise.resolve(module) });
});
afterAll(() => server.close());

test('what another process writes into the same table is told within two seconds, with its progress', async () => {
  const createdAt = new Date().toISOString();
  const unfinished = { responseComplete: false, revision: 1, owner: 'local-user', createdAt } as const;
  const message = sampleMessage({ ...unfinished, text: 'unfinished' });
  const watch = new AbortController();
  const response = await fetch(`${server.url}/api/sessions/session-1/events`, { signal: watch.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let told = '';
  const hears = async (words: string) => {
    const written = performance.now();
    while (!told.includes(words)) told += (await reader?.read())?.value ?? '';
    return performance.now() - written;
  };
  await chat.deliver(message); // not through this server
  expect(await hears('"unfinished"')).toBeLessThan(2_000);
  await chat.deliver({ ...message, responseComplete: true, text: 'finished' });
  expect(await hears('"finished"')).toBeLessThan(2_000);
  watch.abort();
});
