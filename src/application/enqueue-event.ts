import { acceptRequest } from './accept-request.ts';
import type { EventOrigin, EventQueue } from './ports/event-queue.ts';
import type { Logger } from './ports/logger.ts';

export interface EnqueueEventDependencies {
  readonly events: EventQueue;
  readonly logger: Logger;
}

/**
 * Takes an event that nobody waits for. What is wrong with it is said now, since nobody would see it later.
 *
 * @throws InvalidRequestError, and what EventQueue throws
 */
export type EnqueueEvent = (event: unknown, origin: EventOrigin) => Promise<void>;

export function enqueueEvent({ events, logger }: EnqueueEventDependencies): EnqueueEvent {
  return async (event, origin) => {
    const { mode } = acceptRequest(event);
    if (mode.kind === 'sync') {
      logger.log('warn', 'The answer to this event will be seen by nobody: it names no chat', {
        requestId: origin.requestId,
      });
    }
    await events.accept(event, origin);
  };
}
