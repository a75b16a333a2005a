import { ContainerModule } from 'inversify';
import { CHAT_CLOCK, InMemoryChat } from '../../../adapters/in-memory/in-memory-chat.ts';
import { UncheckedChatSessions } from '../../../adapters/noop/unchecked-chat-sessions.ts';
import { CHAT_HISTORY, CHAT_SESSIONS, CLOCK, RESULT_SINK } from '../tokens.ts';

/** Keeps messages as long as the process lives. */
export function inMemoryStorage(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(CHAT_CLOCK).toService(CLOCK);
    bind(InMemoryChat).toSelf().inSingletonScope();
    bind(RESULT_SINK).toService(InMemoryChat);
    bind(CHAT_HISTORY).toService(InMemoryChat);
    bind(CHAT_SESSIONS).to(UncheckedChatSessions).inSingletonScope();
  });
}
