import { inject, injectable, type ServiceIdentifier } from 'inversify';
import type { EventJournal, QueuedEvent } from '../../application/ports/event-journal.ts';
import { JsonFolder } from './json-folder.ts';

export const JOURNAL_FOLDER = Symbol.for('JournalFolder') as ServiceIdentifier<string>;

/** Remembers accepted events in a folder, a file for each, so that they outlive the process. */
@injectable()
export class FolderEventJournal implements EventJournal {
  private readonly folder: JsonFolder<QueuedEvent>;

  constructor(@inject(JOURNAL_FOLDER) path: string) {
    this.folder = new JsonFolder(path);
  }

  save(event: QueuedEvent): Promise<void> {
    return this.folder.replace(event.requestId, event);
  }

  remove(requestId: string): Promise<void> {
    return this.folder.remove(requestId);
  }

  async load(): Promise<readonly QueuedEvent[]> {
    const events: QueuedEvent[] = [];
    for await (const event of this.folder.values()) events.push(event);
    return events.sort((a, b) => Date.parse(a.submittedAt) - Date.parse(b.submittedAt));
  }
}
