import type { Container } from 'inversify';
import { untilAborted } from '../../application/until-aborted.ts';
import type { Config } from './config.ts';
import {
  configuredArtifactStore,
  configuredOrchestrator,
  configuredStorage,
  configuredUndelivered,
} from './configured-modules.ts';
import { lazily, type OpenModule } from './lazily.ts';
import {
  ARTIFACT_STORE,
  CHAT_HISTORY,
  CHAT_SESSIONS,
  CHATS,
  LAZY_ORCHESTRATOR,
  LAZY_UNDELIVERED_RESULTS,
  LOADED_ARTIFACT_STORE,
  ORCHESTRATOR,
  PACKING_LIMITS,
  RESULT_SINK,
  UNDELIVERED_RESULTS,
} from './tokens.ts';

/** What takes the place of what the configuration asks for. */
export interface Replacements {
  /** Binds RESULT_SINK, CHAT_HISTORY and CHAT_SESSIONS. */
  readonly storage?: OpenModule | undefined;
  /** Binds ORCHESTRATOR. */
  readonly orchestrator?: OpenModule | undefined;
}

/** Binds the services whose code is loaded when they are first used. */
export function bindLazyServices(container: Container, config: Config, replacements: Replacements): void {
  const openSink = lazily(container, RESULT_SINK, replacements.storage ?? configuredStorage(config));
  const orchestrator = lazily(container, ORCHESTRATOR, replacements.orchestrator ?? configuredOrchestrator(config));
  const undelivered = lazily(container, UNDELIVERED_RESULTS, configuredUndelivered(config));

  container.bind(LAZY_ORCHESTRATOR).toConstantValue({
    run: async (request, job) => (await orchestrator()).run(request, job),
  });
  container.bind(LAZY_UNDELIVERED_RESULTS).toConstantValue({
    park: async (message, signal) => (await untilAborted(undelivered(), signal)).park(message, signal),
    all: async function* (signal) {
      yield* (await untilAborted(undelivered(), signal)).all(signal);
    },
    remove: async (key) => (await undelivered()).remove(key),
  });
  bindArtifactStore(container, config);
  container.bind(CHATS).toConstantValue({
    async: async () => ({
      sink: await openSink(),
      history: container.get(CHAT_HISTORY),
      sessions: container.get(CHAT_SESSIONS),
      undelivered: container.get(LAZY_UNDELIVERED_RESULTS),
    }),
  });
}

/** What packing needs: the store, if there is one, and from where on it is used. */
function bindArtifactStore(container: Container, { storage: { artifacts, ...limits }, settings }: Config): void {
  container.bind(PACKING_LIMITS).toConstantValue(limits);
  if (artifacts.kind === 'none') return;
  const open = configuredArtifactStore(artifacts, settings.messageTtlDays);
  const store = lazily(container, LOADED_ARTIFACT_STORE, open);
  container.bind(ARTIFACT_STORE).toConstantValue({
    bucket: artifacts.kind === 's3' ? artifacts.bucket : 'local',
    put: async (key, object, signal) => (await untilAborted(store(), signal)).put(key, object, signal),
    get: async (key, signal) => (await untilAborted(store(), signal)).get(key, signal),
  });
}
