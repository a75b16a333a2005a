import * as z from 'zod/mini';

/** Something to look at. */
export const artifactSchema = z.looseObject({
  type: z.string(),
  data: z.unknown(),
  actions: z.optional(z.array(z.unknown())),
});

/** One step of the work. */
export const thoughtStepSchema = z.looseObject({
  step: z.number(),
  action: z.string(),
  reasoning: z.string(),
  result: z.optional(z.unknown()),
  status: z.optional(z.string()),
  timestamp: z.optional(z.string()),
  duration: z.optional(z.number()),
  error: z.optional(z.unknown()),
});

/** What an orchestrator returned. Lists and metadata that it left out are empty; unknown fields pass through untouched. */
export const orchestratorResponseSchema = z
  .looseObject({
    success: z.boolean(),
    message: z.string(),
    artifacts: z._default(z.array(artifactSchema), []),
    thoughtSteps: z._default(z.array(thoughtStepSchema), []),
    metadata: z._default(
      z.looseObject({
        executionTime: z._default(z.number(), 0),
        toolsUsed: z._default(z.array(z.string()), []),
      }),
      { executionTime: 0, toolsUsed: [] },
    ),
    responseComplete: z.optional(z.boolean()),
  })
  .check(z.meta({ id: 'OrchestratorResponse' }));
