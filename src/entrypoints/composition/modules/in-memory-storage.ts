import { ContainerModule } from 'inversify';
import { InMemoryChat } from '../../../adapters/in-memory/in-memory-chat.ts';
import { CHAT_HISTORY, RESULT_SINK } from '../tokens.ts';

/** Keeps messages as long as the process lives. */
export function inMemoryStorage(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(InMemoryChat).toSelf().inSingletonScope();
    bind(RESULT_SINK).toService(InMemoryChat);
    bind(CHAT_HISTORY).toService(InMemoryChat);
  });
}
