import { join } from 'node:path';
import type { Container } from 'inversify';
import { LocalEventQueue, QUEUE_DEPENDENCIES, QUEUE_OPTIONS } from '../../adapters/event-queue/local-event-queue.ts';
import { FolderEventJournal, JOURNAL_FOLDER, JOURNAL_LOGGER } from '../../adapters/filesystem/folder-event-journal.ts';
import { InMemoryEventJournal } from '../../adapters/in-memory/in-memory-event-journal.ts';
import { PROMETHEUS_METRICS, PrometheusMetrics } from '../../adapters/prometheus/prometheus-metrics.ts';
import { announcingSink } from '../../application/announcing-sink.ts';
import { enqueueEvent } from '../../application/enqueue-event.ts';
import { liveChatFeed } from '../../application/live-chat-feed.ts';
import { postQuery } from '../../application/post-query.ts';
import { workOffEvent } from '../../application/work-off-event.ts';
import type { Config } from './config.ts';
import { createContainer } from './container.ts';
import type { Replacements } from './lazy-services.ts';
import * as tokens from './tokens.ts';

const FEED_LIMITS = { pollMs: 1_000, listenersPerUser: 10 };

/** Wires the server: the core, its queue, its feed, and a chat that is open, so that CHAT_HISTORY resolves. TOKEN_VERIFIER is bound if OIDC is configured. */
export async function createServerContainer(config: Config, replacements?: Replacements): Promise<Container> {
  const { CHAT_FEED, CHATS, CLOCK, ENQUEUE_EVENT, EVENT_JOURNAL, EVENT_QUEUE, HANDLE_REQUEST, LOGGER, REPORT_FAILURE } =
    tokens;
  const container = createContainer(withPlaceForArtifacts(withPlaceToPark(config)), replacements);

  announceDeliveries(container);
  container.bind(PROMETHEUS_METRICS).to(PrometheusMetrics).inSingletonScope();
  container.rebind(tokens.METRICS).toService(PROMETHEUS_METRICS);

  container.bind(JOURNAL_FOLDER).toConstantValue(join(config.server.dataDir, 'events'));
  container.bind(JOURNAL_LOGGER).toService(LOGGER);
  // Jobs outlive the process as their answers do.
  const journal = config.sink === 'dynamodb' ? FolderEventJournal : InMemoryEventJournal;
  container.bind(EVENT_JOURNAL).to(journal).inSingletonScope();
  container.bind(QUEUE_OPTIONS).toConstantValue(config.server.queue);
  container
    .bind(QUEUE_DEPENDENCIES)
    .toResolvedValue(
      (journal, handle, reportFailure, clock, logger) => {
        const limits = config.server.queue;
        return { journal, logger, workOff: workOffEvent({ journal, handle, reportFailure, limits, clock, logger }) };
      },
      [EVENT_JOURNAL, HANDLE_REQUEST, REPORT_FAILURE, CLOCK, LOGGER],
    )
    .inSingletonScope();
  container.bind(EVENT_QUEUE).to(LocalEventQueue).inSingletonScope();
  container
    .bind(ENQUEUE_EVENT)
    .toResolvedValue((events, logger) => enqueueEvent({ events, logger }), [EVENT_QUEUE, LOGGER])
    .inSingletonScope();
  container
    .bind(tokens.POST_QUERY)
    .toResolvedValue(
      (chats, events, clock, logger, metrics) =>
        postQuery({ chats, events, settings: config.settings, clock, logger, metrics }),
      [CHATS, EVENT_QUEUE, CLOCK, LOGGER, tokens.METRICS],
    )
    .inSingletonScope();
  container
    .bind(CHAT_FEED)
    .toResolvedValue(
      (history, clock, logger) => liveChatFeed({ history, clock, logger, ...FEED_LIMITS }),
      [tokens.CHAT_HISTORY, CLOCK, LOGGER],
    )
    .inSingletonScope();
  if (config.server.oidc) {
    const { oidcModule } = await import('./modules/oidc-module.ts');
    container.load(oidcModule(config.server.oidc));
  }
  await container.get(CHATS).async();
  return container;
}

/** Whoever watches a chat hears at once of what this process writes. */
function announceDeliveries(container: Container): void {
  const chats = container.get(tokens.CHATS);
  container.rebind(tokens.CHATS).toConstantValue({
    async: async () => {
      const chat = await chats.async();
      const sink = announcingSink(chat.sink, (message) => {
        container.get(tokens.CHAT_FEED).announce(message);
      });
      return { ...chat, sink };
    },
  });
}

/** The server has a disk, or forgets everything anyway. */
function withPlaceToPark(config: Config): Config {
  if (config.undelivered.kind !== 'none') return config;
  const path = join(config.server.dataDir, 'undelivered');
  return { ...config, undelivered: config.sink === 'dynamodb' ? { kind: 'folder', path } : { kind: 'memory' } };
}

/** With a disk, the server keeps artifacts of any size; in memory a message holds its own. */
function withPlaceForArtifacts(config: Config): Config {
  if (config.storage.artifacts.kind !== 'none' || config.sink !== 'dynamodb') return config;
  const path = join(config.server.dataDir, 'artifacts');
  return { ...config, storage: { ...config.storage, artifacts: { kind: 'folder', path } } };
}
