import * as v from 'valibot';
import type { QueuedEvent } from './ports/event-journal.ts';
import { looseObjectOf } from './object-schemas.ts';
import { storedJson, storedTime } from './stored-json.ts';

const queuedEventSchema = looseObjectOf({
  requestId: v.string(),
  traceId: v.optional(v.string()),
  submittedAt: storedTime,
  event: v.optional(v.unknown()),
  tries: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

/** Reads the text of an accepted event. @throws ChatCourierError `unreadable-entry`, which quotes nothing */
export function parseQueuedEvent(text: string): QueuedEvent {
  return storedJson(queuedEventSchema, text) as QueuedEvent;
}
