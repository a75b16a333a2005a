import * as z from 'zod/mini';
import type { QueuedEvent } from './ports/event-journal.ts';
import { storedJson } from './stored-json.ts';

const queuedEventSchema = z.looseObject({
  requestId: z.string(),
  traceId: z.optional(z.string()),
  submittedAt: z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)))),
  event: z.optional(z.unknown()),
  tries: z.int().check(z.nonnegative()),
});

/** Reads the text of an accepted event. @throws ChatCourierError `unreadable-entry`, which quotes nothing */
export function parseQueuedEvent(text: string): QueuedEvent {
  return storedJson(queuedEventSchema, text) as QueuedEvent;
}
