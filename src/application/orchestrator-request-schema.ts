import * as v from 'valibot';
import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import { isNestedWithin } from './is-nested-within.ts';
import { anyObject, looseObjectOf } from './object-schemas.ts';

/** The most characters of a query and of an id, and the most levels of lists and objects in any other field. */
export const LIMITS = { query: 100_000, id: 256, levels: 100 } as const;

/** Milliseconds. Later times, in UTC, may have years of five digits, which sort before all others. */
const YEAR_9999 = Date.UTC(9999, 0);

const WELL_FORMED = /^\P{Cs}*$/u;
const PRINTABLE = /^[^\p{Cc}\p{Cs}]*$/u;

function text(min: number, max: number) {
  const error = `must be a text of ${min} to ${max} characters`;
  return v.pipe(v.string(error), v.minLength(min, error), v.maxLength(max, error));
}

function id(min: number, description: string) {
  return v.pipe(
    text(min, LIMITS.id),
    v.regex(PRINTABLE, 'must not contain control characters or broken Unicode'),
    v.description(description),
  );
}

export const TOO_DEEP = `must not be nested more than ${LIMITS.levels} levels deep`;

export const querySchema = v.pipe(
  text(1, LIMITS.query),
  v.regex(WELL_FORMED, 'must not contain broken Unicode'),
  v.description("The user's question or order, in words."),
);

export const sessionIdSchema = id(1, 'The chat session.');

export const userIdSchema = id(1, 'The `sub` of the user.');

export const contextSchema = v.pipe(
  anyObject('must be an object'),
  v.check((context) => isNestedWithin(LIMITS.levels, context), TOO_DEEP),
  v.description(
    `Anything else the orchestrator wants to know, at most ${LIMITS.levels} levels deep; passed through untouched.`,
  ),
);

export const requestIdSchema = id(1, 'Two requests with the same id get one answer.');

/** As RFC 3339 has it. Valibot's own takes a blank for the T, which others may not read. */
const TIME = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const NO_TIME = 'must be a time in ISO 8601, such as 2026-01-31T12:00:00.000Z';

export const timeSchema = v.pipe(
  v.string(NO_TIME),
  v.regex(TIME, NO_TIME),
  v.check(isOnCalendar, NO_TIME),
  v.check((time) => Date.parse(time) >= 0, 'must not be before 1970'),
  v.check((time) => Date.parse(time) < YEAR_9999, 'must not be after 9998'),
  v.metadata({ format: 'date-time' }),
);

/** An orchestrator's request as it arrives from outside. Unknown fields pass through untouched. */
export const orchestratorRequestSchema = looseObjectOf(
  {
    query: querySchema,
    sessionId: v.optional(id(0, 'The chat session that the answer belongs to.')),
    userId: v.optional(id(0, 'The `sub` of the user who owns the session.')),
    context: v.optional(contextSchema),
    requestId: v.optional(requestIdSchema),
    submittedAt: v.optional(timeSchema),
    delivery: v.optional(v.picklist(['return', 'chat'], "must be 'return' or 'chat'")),
  },
  'must be an object',
) satisfies v.GenericSchema<unknown, OrchestratorRequest>;

/** Else the 30th of February would be the 2nd of March. */
function isOnCalendar(time: string): boolean {
  const [date, day] = [time.slice(0, 10), Number(time.slice(8, 10))];
  return new Date(`${date}T00:00Z`).getUTCDate() === day;
}
