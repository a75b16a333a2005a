import { ContainerModule } from 'inversify';
import { CHAT_CLOCK, InMemoryChat } from '../../../adapters/in-memory/in-memory-chat.ts';
import { NoopResultSink } from '../../../adapters/noop/noop-result-sink.ts';
import { UncheckedChatSessions } from '../../../adapters/noop/unchecked-chat-sessions.ts';
import { UnconfiguredResultSink } from '../../../adapters/noop/unconfigured-result-sink.ts';
import type { ResultSink } from '../../../domain/result-sink.ts';
import { CHAT_HISTORY, CHAT_SESSIONS, CLOCK, RESULT_SINK } from '../tokens.ts';

/** Keeps nothing on purpose. */
export const discardingStorage = (): ContainerModule => sinkStorage(new NoopResultSink());

/** Keeps nothing because nobody said where: each delivery fails. */
export const unconfiguredStorage = (): ContainerModule => sinkStorage(new UnconfiguredResultSink());

/** A sink alone: what it took cannot be read back. */
export function sinkStorage(sink: ResultSink): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(RESULT_SINK).toConstantValue(sink);
    bind(CHAT_CLOCK).toService(CLOCK);
    bind(CHAT_HISTORY).to(InMemoryChat).inSingletonScope(); // a chat that nobody writes to
    bind(CHAT_SESSIONS).to(UncheckedChatSessions).inSingletonScope();
  });
}
