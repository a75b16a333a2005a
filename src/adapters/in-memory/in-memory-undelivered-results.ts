import { injectable } from 'inversify';
import { untilAborted } from '../../application/until-aborted.ts';
import type { UndeliveredResults } from '../../application/ports/undelivered-results.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';

/** Keeps parked messages as long as the process lives. */
@injectable()
export class InMemoryUndeliveredResults implements UndeliveredResults {
  private readonly messages = new Map<string, ChatMessage>();

  park(message: ChatMessage, signal?: AbortSignal): Promise<void> {
    if (!this.messages.has(message.id)) this.messages.set(message.id, structuredClone(message));
    return untilAborted(Promise.resolve(), signal);
  }

  async *all(): AsyncIterable<ChatMessage> {
    for (const message of [...this.messages.values()]) yield await Promise.resolve(message);
  }

  remove(id: string): Promise<void> {
    this.messages.delete(id);
    return Promise.resolve();
  }
}
