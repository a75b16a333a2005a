import { injectable } from 'inversify';
import type { EventJournal, QueuedEvent } from '../../application/ports/event-journal.ts';

/** Remembers accepted events as long as the process lives. */
@injectable()
export class InMemoryEventJournal implements EventJournal {
  private readonly events = new Map<string, QueuedEvent>();

  save(event: QueuedEvent): Promise<void> {
    this.events.set(event.requestId, event);
    return Promise.resolve();
  }

  remove(requestId: string): Promise<void> {
    this.events.delete(requestId);
    return Promise.resolve();
  }

  load(): Promise<readonly QueuedEvent[]> {
    const events = [...this.events.values()];
    return Promise.resolve(events.sort((a, b) => Date.parse(a.submittedAt) - Date.parse(b.submittedAt)));
  }
}
