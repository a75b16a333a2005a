import type { Container } from 'inversify';
import { InProcessEventQueue } from '../../adapters/in-memory/in-process-event-queue.ts';
import { enqueueEvent } from '../../application/enqueue-event.ts';
import { postQuery } from '../../application/post-query.ts';
import type { Config } from './config.ts';
import { createContainer, type Replacements } from './container.ts';
import { CLOCK, ENQUEUE_EVENT, EVENT_QUEUE, HANDLE_REQUEST, LOGGER, POST_QUERY, RESULT_SINKS } from './tokens.ts';

/** Wires the server: the core, its queue, and a storage that is open, so that CHAT_HISTORY resolves. */
export async function createServerContainer(config: Config, replacements?: Replacements): Promise<Container> {
  const container = createContainer(config, replacements);
  container
    .bind(EVENT_QUEUE)
    .toResolvedValue((handle) => new InProcessEventQueue(handle), [HANDLE_REQUEST])
    .inSingletonScope();
  container
    .bind(ENQUEUE_EVENT)
    .toResolvedValue((events, logger) => enqueueEvent({ events, logger }), [EVENT_QUEUE, LOGGER])
    .inSingletonScope();
  container
    .bind(POST_QUERY)
    .toResolvedValue((sinks, events, clock) => postQuery({ sinks, events, clock }), [RESULT_SINKS, EVENT_QUEUE, CLOCK])
    .inSingletonScope();
  await container.get(RESULT_SINKS).async();
  return container;
}
