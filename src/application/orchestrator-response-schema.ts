import * as v from 'valibot';
import { looseObjectOf } from './object-schemas.ts';

const number = v.pipe(v.number(), v.finite('must be a finite number'));

/** Something to look at. */
export const artifactSchema = looseObjectOf({
  type: v.string(),
  data: v.unknown(),
  actions: v.optional(v.array(v.unknown())),
});

/** One step of the work. */
export const thoughtStepSchema = looseObjectOf({
  step: number,
  action: v.string(),
  reasoning: v.string(),
  result: v.optional(v.unknown()),
  status: v.optional(v.string()),
  timestamp: v.optional(v.string()),
  duration: v.optional(number),
  error: v.optional(v.unknown()),
});

/** What an orchestrator returned. Lists and metadata that it left out are empty; unknown fields pass through untouched. */
export const orchestratorResponseSchema = looseObjectOf({
  success: v.boolean(),
  message: v.string(),
  artifacts: v.optional(v.array(artifactSchema), []),
  thoughtSteps: v.optional(v.array(thoughtStepSchema), []),
  metadata: v.optional(
    looseObjectOf({
      executionTime: v.optional(number, 0),
      toolsUsed: v.optional(v.array(v.string()), []),
    }),
    {},
  ),
  responseComplete: v.optional(v.boolean()),
});
