import type { Container } from 'inversify';
import { importMessages } from '../../application/import-messages.ts';
import { redeliver } from '../../application/redeliver.ts';
import { reportFailure } from '../../application/report-failure.ts';
import type { Config } from './config.ts';
import type { Replacements } from './lazy-services.ts';
import { createRequestContainer } from './request-container.ts';
import { CHATS, CLOCK, IMPORT_MESSAGES, LOGGER, METRICS, REDELIVER, REPORT_FAILURE } from './tokens.ts';

/** Wires the core: what answers requests, and what brings other messages into the chats. */
export function createContainer(config: Config, replacements: Replacements = {}): Container {
  const container = createRequestContainer(config, replacements);
  const { settings } = config;
  container
    .bind(REPORT_FAILURE)
    .toResolvedValue(
      (chats, clock, logger, metrics) => reportFailure({ chats, settings, clock, logger, metrics }),
      [CHATS, CLOCK, LOGGER, METRICS],
    )
    .inSingletonScope();
  container
    .bind(REDELIVER)
    .toResolvedValue(
      (chats, clock, logger, metrics) => redeliver({ chats, clock, logger, metrics }),
      [CHATS, CLOCK, LOGGER, METRICS],
    )
    .inSingletonScope();
  container
    .bind(IMPORT_MESSAGES)
    .toResolvedValue((chats, clock, logger) => importMessages({ chats, clock, logger }), [CHATS, CLOCK, LOGGER])
    .inSingletonScope();
  return container;
}
