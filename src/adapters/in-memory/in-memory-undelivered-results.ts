import { injectable } from 'inversify';
import { untilAborted } from '../../application/until-aborted.ts';
import type { ParkedResult, UndeliveredResults } from '../../application/ports/undelivered-results.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';

/** Keeps parked messages as long as the process lives. */
@injectable()
export class InMemoryUndeliveredResults implements UndeliveredResults {
  private readonly messages = new Map<string, ChatMessage>();

  park(message: ChatMessage, signal?: AbortSignal): Promise<void> {
    if (!this.messages.has(message.id)) this.messages.set(message.id, structuredClone(message));
    return untilAborted(Promise.resolve(), signal);
  }

  async *all(signal?: AbortSignal): AsyncIterable<ParkedResult> {
    for (const key of [...this.messages.keys()]) {
      const read = () => untilAborted(Promise.resolve(structuredClone(this.messages.get(key))), signal);
      yield await untilAborted(Promise.resolve({ key, read }), signal);
    }
  }

  remove(id: string): Promise<void> {
    this.messages.delete(id);
    return Promise.resolve();
  }
}
