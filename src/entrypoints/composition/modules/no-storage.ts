import { ContainerModule, type Newable } from 'inversify';
import { InMemoryChat } from '../../../adapters/in-memory/in-memory-chat.ts';
import { NoopResultSink } from '../../../adapters/noop/noop-result-sink.ts';
import { UnconfiguredResultSink } from '../../../adapters/noop/unconfigured-result-sink.ts';
import type { ResultSink } from '../../../domain/result-sink.ts';
import { CHAT_HISTORY, RESULT_SINK } from '../tokens.ts';

/** Keeps nothing on purpose. */
export const discardingStorage = (): ContainerModule => emptyStorage(NoopResultSink);

/** Keeps nothing because nobody said where: each delivery fails. */
export const unconfiguredStorage = (): ContainerModule => emptyStorage(UnconfiguredResultSink);

function emptyStorage(sink: Newable<ResultSink>): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(RESULT_SINK).to(sink).inSingletonScope();
    bind(CHAT_HISTORY).to(InMemoryChat).inSingletonScope(); // a chat that nobody writes to
  });
}
