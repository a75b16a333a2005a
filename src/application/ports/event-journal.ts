/** An accepted event, until its job has ended. */
export interface QueuedEvent {
  /** The same on every try. */
  readonly requestId: string;
  readonly traceId?: string | undefined;
  /** ISO 8601. */
  readonly submittedAt: string;
  readonly event: unknown;
  /** How many tries have begun. */
  readonly tries: number;
}

/** Remembers the accepted events whose jobs have not ended. */
export interface EventJournal {
  /** Keeps an event, in place of an earlier state of the same `requestId`. When fulfilled, it survives a crash. */
  save(event: QueuedEvent): Promise<void>;
  /** Forgets an event. One that is not there is no error. */
  remove(requestId: string): Promise<void>;
  /** All events that are kept, the oldest first. One that cannot be read is logged, without its content, and left there. */
  load(): Promise<readonly QueuedEvent[]>;
}
