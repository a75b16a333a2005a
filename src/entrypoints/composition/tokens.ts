import type { ServiceIdentifier } from 'inversify';
import type { EnqueueEvent } from '../../application/enqueue-event.ts';
import type { HandleRequest, ResultSinks } from '../../application/handle-request.ts';
import type { ChatHistory } from '../../application/ports/chat-history.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { Logger } from '../../application/ports/logger.ts';
import type { Orchestrator } from '../../application/ports/orchestrator.ts';
import type { PostQuery } from '../../application/post-query.ts';
import type { InProcessEventQueue } from '../../adapters/in-memory/in-process-event-queue.ts';
import type { ResultSink } from '../../domain/result-sink.ts';

export const CLOCK = Symbol.for('Clock') as ServiceIdentifier<Clock>;
export const LOGGER = Symbol.for('Logger') as ServiceIdentifier<Logger>;
/** What an orchestrator module binds. */
export const ORCHESTRATOR = Symbol.for('Orchestrator') as ServiceIdentifier<Orchestrator>;

/** What a storage module binds. */
export const RESULT_SINK = Symbol.for('ResultSink') as ServiceIdentifier<ResultSink>;
export const CHAT_HISTORY = Symbol.for('ChatHistory') as ServiceIdentifier<ChatHistory>;

/** Loads the orchestrator's module with the first request. */
export const LAZY_ORCHESTRATOR = Symbol.for('LazyOrchestrator') as ServiceIdentifier<Orchestrator>;

/** The sink of each mode, opened when it is needed. */
export const RESULT_SINKS = Symbol.for('ResultSinks') as ServiceIdentifier<ResultSinks>;
export const HANDLE_REQUEST = Symbol.for('HandleRequest') as ServiceIdentifier<HandleRequest>;

/** Roots of the server alone. */
export const EVENT_QUEUE = Symbol.for('EventQueue') as ServiceIdentifier<InProcessEventQueue>;
export const ENQUEUE_EVENT = Symbol.for('EnqueueEvent') as ServiceIdentifier<EnqueueEvent>;
export const POST_QUERY = Symbol.for('PostQuery') as ServiceIdentifier<PostQuery>;
