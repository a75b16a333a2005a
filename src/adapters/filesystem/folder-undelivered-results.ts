import { inject, injectable, type ServiceIdentifier } from 'inversify';
import type { UndeliveredResults } from '../../application/ports/undelivered-results.ts';
import { untilAborted } from '../../application/until-aborted.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';
import { JsonFolder } from './json-folder.ts';

export const UNDELIVERED_FOLDER = Symbol.for('UndeliveredFolder') as ServiceIdentifier<string>;

/** Parks messages in a folder, a file for each. */
@injectable()
export class FolderUndeliveredResults implements UndeliveredResults {
  private readonly folder: JsonFolder<ChatMessage>;

  constructor(@inject(UNDELIVERED_FOLDER) path: string) {
    this.folder = new JsonFolder(path);
  }

  park(message: ChatMessage, signal?: AbortSignal): Promise<void> {
    return untilAborted(this.folder.add(message.id, message), signal);
  }

  all(): AsyncIterable<ChatMessage> {
    return this.folder.values();
  }

  remove(id: string): Promise<void> {
    return this.folder.remove(id);
  }
}
