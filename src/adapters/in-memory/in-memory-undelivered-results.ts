import { injectable } from 'inversify';
import { untilAborted } from '../../application/until-aborted.ts';
import type { ParkedResult, UndeliveredResults } from '../../application/ports/undelivered-results.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';
import { tellsOfFailure } from '../../domain/tells-of-failure.ts';

/** Keeps parked messages as long as the process lives. */
@injectable()
export class InMemoryUndeliveredResults implements UndeliveredResults {
  private readonly messages = new Map<string, ChatMessage>();

  park(message: ChatMessage, signal?: AbortSignal): Promise<void> {
    const key = tellsOfFailure(message) ? failureBeside(message.id) : message.id;
    if (!this.messages.has(key)) this.messages.set(key, structuredClone(message));
    return untilAborted(Promise.resolve(), signal);
  }

  async *all(signal?: AbortSignal): AsyncIterable<ParkedResult> {
    for (const [key, { id }] of [...this.messages]) {
      if (key !== id && this.messages.has(id)) continue;
      const read = () => untilAborted(Promise.resolve(structuredClone(this.messages.get(key))), signal);
      yield await untilAborted(Promise.resolve({ key, read }), signal);
    }
  }

  remove(key: string): Promise<void> {
    for (const gone of [key, failureBeside(key)]) this.messages.delete(gone);
    return Promise.resolve();
  }
}

/** The key of a failure message. That of an answer is its id. */
function failureBeside(id: string): string {
  return `${id}.no-answer`;
}
