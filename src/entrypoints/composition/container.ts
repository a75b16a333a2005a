import 'reflect-metadata';
import { Container } from 'inversify';
import { pino } from 'pino';
import { PINO, PinoLogger } from '../../adapters/pino/pino-logger.ts';
import { SystemClock } from '../../adapters/system/system-clock.ts';
import { handleRequest } from '../../application/handle-request.ts';
import type { Config } from './config.ts';
import { configuredOrchestrator, configuredStorage } from './configured-modules.ts';
import { lazily, type OpenModule } from './lazily.ts';
import { CLOCK, HANDLE_REQUEST, LAZY_ORCHESTRATOR, LOGGER, ORCHESTRATOR, RESULT_SINK, RESULT_SINKS } from './tokens.ts';

/** What takes the place of what the configuration asks for. */
export interface Replacements {
  /** Binds RESULT_SINK and CHAT_HISTORY. */
  readonly storage?: OpenModule | undefined;
  /** Binds ORCHESTRATOR. */
  readonly orchestrator?: OpenModule | undefined;
}

/** Wires the core that every entrypoint runs. Storage and orchestrator are loaded when they are first needed. */
export function createContainer(config: Config, replacements: Replacements = {}): Container {
  const container = new Container();
  const openSink = lazily(container, RESULT_SINK, replacements.storage ?? configuredStorage(config));
  const openOrchestrator = lazily(container, ORCHESTRATOR, replacements.orchestrator ?? configuredOrchestrator(config));

  container.bind(PINO).toConstantValue(pino({ level: config.logLevel, base: { service: 'chat-courier' } }));
  container.bind(LOGGER).to(PinoLogger).inSingletonScope();
  container.bind(CLOCK).to(SystemClock).inSingletonScope();
  container.bind(RESULT_SINKS).toConstantValue({ async: openSink });
  container
    .bind(LAZY_ORCHESTRATOR)
    .toConstantValue({ run: async (request) => (await openOrchestrator()).run(request) });
  container
    .bind(HANDLE_REQUEST)
    .toResolvedValue(
      (orchestrator, sinks, clock, logger) => handleRequest({ orchestrator, sinks, clock, logger }),
      [LAZY_ORCHESTRATOR, RESULT_SINKS, CLOCK, LOGGER],
    )
    .inSingletonScope();
  return container;
}
