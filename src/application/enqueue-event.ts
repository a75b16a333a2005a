import { acceptRequest } from './accept-request.ts';
import type { Invocation } from './answer-identity.ts';
import type { EventQueue } from './ports/event-queue.ts';
import type { Logger } from './ports/logger.ts';

export interface EnqueueEventDependencies {
  readonly events: EventQueue;
  readonly logger: Logger;
}

/**
 * Takes an event that nobody waits for. What is wrong with it is said now, since nobody would see it later.
 *
 * @throws InvalidRequestError
 */
export type EnqueueEvent = (event: unknown, invocation: Invocation) => Promise<void>;

export function enqueueEvent({ events, logger }: EnqueueEventDependencies): EnqueueEvent {
  return async (event, invocation) => {
    const { mode } = acceptRequest(event);
    if (mode.kind === 'sync') {
      logger.log('warn', 'The answer to this event will be seen by nobody: it names no chat', {
        requestId: invocation.requestId,
      });
    }
    await events.accept(event, invocation);
  };
}
