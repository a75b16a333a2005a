import * as v from 'valibot';
import { anyObject, objectOf } from '../../application/object-schemas.ts';
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
export const userSchema = v.optional(userIdSchema, 'local-user');

export const sessionPathSchema = objectOf({ sessionId: sessionIdSchema });

export const postMessageSchema = objectOf(
  {
    query: querySchema,
    context: v.optional(contextSchema),
    requestId: v.optional(requestIdSchema),
    submittedAt: v.optional(timeSchema),
  },
  'must be a JSON object',
);

export const postedMessageSchema = objectOf({
  messageId: v.pipe(v.string(), v.description('The id of the answer, as it will be in the chat.')),
});

/** Which page of a session's messages. */
export const pageParameters = {
  limit: v.optional(
    v.pipe(
      v.unknown(),
      v.transform(Number),
      v.number(limitError),
      v.integer(limitError),
      v.minValue(1, limitError),
      v.maxValue(100, limitError),
    ),
    50,
  ),
  after: v.optional(v.pipe(v.string('must be given once'), v.maxLength(1_024, 'is too long'))),
};

export const listMessagesSchema = objectOf(pageParameters);

/** Where the events of a session begin: the time that an earlier event bore as its id, or any other. */
export const watchSchema = objectOf({ since: v.optional(timeSchema), 'last-event-id': v.optional(timeSchema) });

const time = v.pipe(v.string(), v.isoTimestamp());

export const chatMessageSchema = objectOf({
  id: v.string(),
  chatSessionId: v.string(),
  owner: v.string(),
  role: v.picklist(['human', 'ai']),
  text: v.string(),
  responseComplete: v.boolean(),
  artifacts: v.array(artifactSchema),
  thoughtSteps: v.array(thoughtStepSchema),
  metadata: anyObject(),
  createdAt: time,
  updatedAt: time,
  deadlineAt: v.optional(
    v.pipe(time, v.description('When an unfinished answer will be finished, one way or another.')),
  ),
  revision: v.optional(v.pipe(v.number(), v.description('Orders the states of an unfinished answer.'))),
  expiresAt: v.optional(
    v.pipe(v.number(), v.safeInteger(), v.description('Epoch seconds: the message is not shown from then on.')),
  ),
});

export const messagePageSchema = objectOf({
  messages: v.array(chatMessageSchema),
  next: v.optional(v.pipe(v.string(), v.description('The `after` of the next page; absent on the last.'))),
});

export const problemSchema = objectOf({
  error: objectOf({
    code: v.string(),
    message: v.string(),
    issues: v.optional(v.array(objectOf({ field: v.string(), message: v.string() }))),
  }),
});
