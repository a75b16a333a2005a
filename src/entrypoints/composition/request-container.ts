import 'reflect-metadata';
import { Container } from 'inversify';
import { pino } from 'pino';
import { PINO, PinoLogger } from '../../adapters/pino/pino-logger.ts';
import { NoMetrics } from '../../adapters/noop/no-metrics.ts';
import { EmbeddedMetrics, EMBEDDED_METRICS_OPTIONS, LOG_OUTPUT } from '../../adapters/powertools/embedded-metrics.ts';
import { standardOutput } from '../../adapters/system/standard-output.ts';
import { SystemClock } from '../../adapters/system/system-clock.ts';
import { handleRequest } from '../../application/handle-request.ts';
import type { Config, MetricsConfig } from './config.ts';
import { bindLazyServices, type Replacements } from './lazy-services.ts';
import * as tokens from './tokens.ts';

/** Wires what answers requests. What not every mode needs is loaded when it is first needed. */
export function createRequestContainer(config: Config, replacements: Replacements = {}): Container {
  const { CHATS, CLOCK, HANDLE_REQUEST, LAZY_ORCHESTRATOR, LOGGER, METRICS } = tokens;
  const container = new Container();
  bindLazyServices(container, config, replacements);

  container.bind(LOG_OUTPUT).toConstantValue(standardOutput);
  container
    .bind(PINO)
    .toConstantValue(() => pino({ level: config.logLevel, base: { service: 'chat-courier' } }, standardOutput));
  container.bind(LOGGER).to(PinoLogger).inSingletonScope();
  container.bind(CLOCK).to(SystemClock).inSingletonScope();

  bindMetrics(container, config.metrics);

  const { settings } = config;
  container
    .bind(HANDLE_REQUEST)
    .toResolvedValue(
      (orchestrator, chats, clock, logger, metrics) =>
        handleRequest({ orchestrator, chats, settings, clock, logger, metrics }),
      [LAZY_ORCHESTRATOR, CHATS, CLOCK, LOGGER, METRICS],
    )
    .inSingletonScope();
  return container;
}

function bindMetrics(container: Container, config: MetricsConfig): void {
  if (config.kind === 'embedded') container.bind(EMBEDDED_METRICS_OPTIONS).toConstantValue(config);
  container
    .bind(tokens.METRICS)
    .to(config.kind === 'embedded' ? EmbeddedMetrics : NoMetrics)
    .inSingletonScope();
}
