import * as z from 'zod/mini';
import type { OrchestratorRequest } from '../domain/orchestrator-request.ts';
import { isNestedWithin } from './is-nested-within.ts';

/** The most characters of a query and of an id, and the most levels of lists and objects in any other field. */
export const LIMITS = { query: 100_000, id: 256, levels: 100 } as const;

/** Milliseconds. Later times, in UTC, may have years of five digits, which sort before all others. */
const YEAR_9999 = Date.UTC(9999, 0);

const WELL_FORMED = /^\P{Cs}*$/u;
const PRINTABLE = /^[^\p{Cc}\p{Cs}]*$/u;

function text(min: number, max: number) {
  const error = `must be a text of ${min} to ${max} characters`;
  return z.string({ error }).check(z.minLength(min, { error }), z.maxLength(max, { error }));
}

function id(min: number) {
  return text(min, LIMITS.id).check(
    z.regex(PRINTABLE, { error: 'must not contain control characters or broken Unicode' }),
  );
}

const nesting = z.refine((value: unknown) => isNestedWithin(LIMITS.levels, value), {
  error: `must not be nested more than ${LIMITS.levels} levels deep`,
});

export const querySchema = text(1, LIMITS.query).check(
  z.regex(WELL_FORMED, { error: 'must not contain broken Unicode' }),
  z.meta({ description: "The user's question or order, in words." }),
);

export const sessionIdSchema = id(1).check(z.meta({ description: 'The chat session.' }));

export const userIdSchema = id(1).check(z.meta({ description: 'The `sub` of the user.' }));

export const contextSchema = z.record(z.string(), z.unknown(), { error: 'must be an object' }).check(
  nesting,
  z.meta({
    description: `Anything else the orchestrator wants to know, at most ${LIMITS.levels} levels deep; passed through untouched.`,
  }),
);

export const requestIdSchema = id(1).check(z.meta({ description: 'Two requests with the same id get one answer.' }));

export const timeSchema = z.iso
  .datetime({ offset: true, error: 'must be a time in ISO 8601, such as 2026-01-31T12:00:00.000Z' })
  .check(
    z.refine((time) => !(Date.parse(time) < 0), { error: 'must not be before 1970' }),
    z.refine((time) => !(Date.parse(time) >= YEAR_9999), { error: 'must not be after 9998' }),
  );

/** An orchestrator's request as it arrives from outside. Unknown fields, of the same depth, pass through untouched. */
export const orchestratorRequestSchema = z
  .catchall(
    z.object(
      {
        query: querySchema,
        sessionId: z.optional(id(0).check(z.meta({ description: 'The chat session that the answer belongs to.' }))),
        userId: z.optional(id(0).check(z.meta({ description: 'The `sub` of the user who owns the session.' }))),
        context: z.optional(contextSchema),
        requestId: z.optional(requestIdSchema),
        submittedAt: z.optional(timeSchema),
        delivery: z.optional(z.enum(['return', 'chat'], { error: "must be 'return' or 'chat'" })),
      },
      { error: 'must be an object' },
    ),
    z.unknown().check(nesting),
  )
  .check(z.meta({ id: 'OrchestratorRequest' })) satisfies z.ZodMiniType<OrchestratorRequest>;
