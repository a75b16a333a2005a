import { inject, injectable, type ServiceIdentifier } from 'inversify';
import type { ParkedResult, UndeliveredResults } from '../../application/ports/undelivered-results.ts';
import { parseParkedBytes } from '../../application/parse-parked-message.ts';
import { untilAborted } from '../../application/until-aborted.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';
import { JsonFolder } from './json-folder.ts';

export const UNDELIVERED_FOLDER = Symbol.for('UndeliveredFolder') as ServiceIdentifier<string>;

/** Parks messages in a folder, a file for each. */
@injectable()
export class FolderUndeliveredResults implements UndeliveredResults {
  private readonly folder: JsonFolder<ChatMessage>;

  constructor(@inject(UNDELIVERED_FOLDER) path: string) {
    this.folder = new JsonFolder(path, parseParkedBytes, ({ id }) => id);
  }

  park(message: ChatMessage, signal?: AbortSignal): Promise<void> {
    return untilAborted(this.folder.add(message), signal);
  }

  async *all(signal?: AbortSignal): AsyncIterable<ParkedResult> {
    for await (const { name, read } of this.folder.entries()) {
      yield await untilAborted(Promise.resolve({ key: name, read: () => untilAborted(read(), signal) }), signal);
    }
  }

  remove(id: string): Promise<void> {
    return this.folder.remove(id);
  }
}
