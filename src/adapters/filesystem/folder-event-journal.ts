import { inject, injectable, type ServiceIdentifier } from 'inversify';
import { parseQueuedEvent } from '../../application/parse-queued-event.ts';
import type { EventJournal, QueuedEvent } from '../../application/ports/event-journal.ts';
import type { Logger } from '../../application/ports/logger.ts';
import { JsonFolder } from './json-folder.ts';

export const JOURNAL_FOLDER = Symbol.for('JournalFolder') as ServiceIdentifier<string>;
export const JOURNAL_LOGGER = Symbol.for('JournalLogger') as ServiceIdentifier<Logger>;

/** Remembers accepted events in a folder, a file for each, so that they outlive the process. */
@injectable()
export class FolderEventJournal implements EventJournal {
  private readonly folder: JsonFolder<QueuedEvent>;

  constructor(
    @inject(JOURNAL_FOLDER) path: string,
    @inject(JOURNAL_LOGGER) private readonly logger: Logger,
  ) {
    this.folder = new JsonFolder(
      path,
      (json) => parseQueuedEvent(Buffer.from(json).toString()),
      ({ requestId }) => requestId,
    );
  }

  save(event: QueuedEvent): Promise<void> {
    return this.folder.replace(event);
  }

  remove(requestId: string): Promise<void> {
    return this.folder.remove(requestId);
  }

  async load(): Promise<readonly QueuedEvent[]> {
    const events: QueuedEvent[] = [];
    for await (const { name, read } of this.folder.entries()) {
      const event = await read().catch((err: unknown) => {
        this.logger.log('error', 'An accepted event cannot be read and is left where it is', { file: name, err });
      });
      if (event) events.push(event);
    }
    return events.sort((a, b) => Date.parse(a.submittedAt) - Date.parse(b.submittedAt));
  }
}
