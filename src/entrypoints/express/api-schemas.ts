import * as z from 'zod/mini';
import {
  contextSchema,
  querySchema,
  requestIdSchema,
  sessionIdSchema,
  timeSchema,
  userIdSchema,
} from '../../application/orchestrator-request-schema.ts';
import { artifactSchema, thoughtStepSchema } from '../../application/orchestrator-response-schema.ts';

const limitError = 'must be a whole number from 1 to 100';

/** `x-user-id`. */
export const userSchema = z._default(userIdSchema, 'local-user');

export const sessionPathSchema = z.object({ sessionId: sessionIdSchema });

export const postMessageSchema = z
  .object(
    {
      query: querySchema,
      context: z.optional(contextSchema),
      requestId: z.optional(requestIdSchema),
      submittedAt: z.optional(timeSchema),
    },
    { error: 'must be a JSON object' },
  )
  .check(z.meta({ id: 'PostMessage' }));

export const postedMessageSchema = z
  .object({ messageId: z.string().check(z.meta({ description: 'The id of the answer, as it will be in the chat.' })) })
  .check(z.meta({ id: 'PostedMessage' }));

export const listMessagesSchema = z.object({
  limit: z._default(
    z.coerce
      .number({ error: limitError })
      .check(z.int({ error: limitError }), z.minimum(1, { error: limitError }), z.maximum(100, { error: limitError })),
    50,
  ),
  after: z.optional(z.string({ error: 'must be given once' }).check(z.maxLength(1_024, { error: 'is too long' }))),
});

/** Where the events of a session begin: the time that an earlier event bore as its id, or any other. */
export const watchSchema = z.object({ since: z.optional(timeSchema), 'last-event-id': z.optional(timeSchema) });

export const chatMessageSchema = z
  .object({
    id: z.string(),
    chatSessionId: z.string(),
    owner: z.string(),
    role: z.enum(['human', 'ai']),
    text: z.string(),
    responseComplete: z.boolean(),
    artifacts: z.array(artifactSchema),
    thoughtSteps: z.array(thoughtStepSchema),
    metadata: z.looseObject({}),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    deadlineAt: z.optional(
      z.iso
        .datetime()
        .check(z.meta({ description: 'When an unfinished answer will be finished, one way or another.' })),
    ),
    revision: z.optional(z.number().check(z.meta({ description: 'Orders the states of an unfinished answer.' }))),
    expiresAt: z.optional(
      z.int().check(z.meta({ description: 'Epoch seconds: the message is not shown from then on.' })),
    ),
  })
  .check(z.meta({ id: 'ChatMessage' }));

export const messagePageSchema = z
  .object({
    messages: z.array(chatMessageSchema),
    next: z.optional(z.string().check(z.meta({ description: 'The `after` of the next page; absent on the last.' }))),
  })
  .check(z.meta({ id: 'MessagePage' }));

export const problemSchema = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      issues: z.optional(z.array(z.object({ field: z.string(), message: z.string() }))),
    }),
  })
  .check(z.meta({ id: 'Problem' }));
