import type { ServiceIdentifier } from 'inversify';
import type { EnqueueEvent } from '../../application/enqueue-event.ts';
import type { HandleRequest } from '../../application/handle-request.ts';
import type { ArtifactStore } from '../../application/ports/artifact-store.ts';
import type { Chats } from '../../application/ports/chat.ts';
import type { ChatFeed } from '../../application/ports/chat-feed.ts';
import type { ChatHistory } from '../../application/ports/chat-history.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { Logger } from '../../application/ports/logger.ts';
import type { Metrics } from '../../application/ports/metrics.ts';
import type { Orchestrator } from '../../application/ports/orchestrator.ts';
import type { ImportMessages } from '../../application/import-messages.ts';
import type { PostQuery } from '../../application/post-query.ts';
import type { LocalEventQueue } from '../../adapters/event-queue/local-event-queue.ts';
import type { ChatSessions } from '../../application/ports/chat-sessions.ts';
import type { EventJournal } from '../../application/ports/event-journal.ts';
import type { TokenVerifier } from '../../application/ports/token-verifier.ts';
import type { UndeliveredResults } from '../../application/ports/undelivered-results.ts';
import type { Redeliver } from '../../application/redeliver.ts';
import type { ReportFailure } from '../../application/report-failure.ts';
import type { ResultSink } from '../../domain/result-sink.ts';
import type { StorageConfig } from './config.ts';

export const CLOCK = Symbol.for('Clock') as ServiceIdentifier<Clock>;
export const LOGGER = Symbol.for('Logger') as ServiceIdentifier<Logger>;
export const METRICS = Symbol.for('Metrics') as ServiceIdentifier<Metrics>;
/** What an orchestrator module binds. */
export const ORCHESTRATOR = Symbol.for('Orchestrator') as ServiceIdentifier<Orchestrator>;

/** What a storage module binds. */
export const RESULT_SINK = Symbol.for('ResultSink') as ServiceIdentifier<ResultSink>;
export const CHAT_HISTORY = Symbol.for('ChatHistory') as ServiceIdentifier<ChatHistory>;
export const CHAT_SESSIONS = Symbol.for('ChatSessions') as ServiceIdentifier<ChatSessions>;

/** Loads the orchestrator's module with the first request. */
export const LAZY_ORCHESTRATOR = Symbol.for('LazyOrchestrator') as ServiceIdentifier<Orchestrator>;

/** What an undelivered-results module binds. */
export const UNDELIVERED_RESULTS = Symbol.for('UndeliveredResults') as ServiceIdentifier<UndeliveredResults>;

/** Loads its module with the first message to be parked. */
export const LAZY_UNDELIVERED_RESULTS = Symbol.for('LazyUndeliveredResults') as ServiceIdentifier<UndeliveredResults>;

/** From how many bytes on artifacts are packed although they would fit. */
export const PACKING_LIMITS = Symbol.for('PackingLimits') as ServiceIdentifier<
  Pick<StorageConfig, 'offloadOverBytes' | 'compressOverBytes'>
>;

/** What an artifact-store module binds. */
export const LOADED_ARTIFACT_STORE = Symbol.for('LoadedArtifactStore') as ServiceIdentifier<ArtifactStore>;

/** Loads its module with the first object. Unbound where no place for artifacts is configured: inject it as optional. */
export const ARTIFACT_STORE = Symbol.for('ArtifactStore') as ServiceIdentifier<ArtifactStore>;

/** The chat of each mode that delivers, opened when it is needed. */
export const CHATS = Symbol.for('Chats') as ServiceIdentifier<Chats>;
export const HANDLE_REQUEST = Symbol.for('HandleRequest') as ServiceIdentifier<HandleRequest>;
export const REPORT_FAILURE = Symbol.for('ReportFailure') as ServiceIdentifier<ReportFailure>;
export const REDELIVER = Symbol.for('Redeliver') as ServiceIdentifier<Redeliver>;
export const IMPORT_MESSAGES = Symbol.for('ImportMessages') as ServiceIdentifier<ImportMessages>;

/** Roots of the server alone. */
export const TOKEN_VERIFIER = Symbol.for('TokenVerifier') as ServiceIdentifier<TokenVerifier>;
export const EVENT_JOURNAL = Symbol.for('EventJournal') as ServiceIdentifier<EventJournal>;
export const EVENT_QUEUE = Symbol.for('EventQueue') as ServiceIdentifier<LocalEventQueue>;
export const ENQUEUE_EVENT = Symbol.for('EnqueueEvent') as ServiceIdentifier<EnqueueEvent>;
export const CHAT_FEED = Symbol.for('ChatFeed') as ServiceIdentifier<ChatFeed>;
export const POST_QUERY = Symbol.for('PostQuery') as ServiceIdentifier<PostQuery>;
