import { optional, picklist, type GenericSchema } from 'valibot';
import { sessionIdSchema, timeSchema } from '../../application/orchestrator-request-schema.ts';
import { pageParameters, userSchema } from './api-schemas.ts';
import { componentSchemas, describedSchema, reference, type ComponentName } from './described-schemas.ts';

/** The statuses of a caller who is not known or not allowed. */
const WHO = [401, 403];

const LAMBDA_ERROR = { description: "An error in Lambda's own form; its name is in X-Amzn-ErrorType" };

const EVENTS = {
  description:
    'A `message` event for each state of a message; its `data` is the ChatMessage as JSON, its `id` a time to go on from',
  content: { 'text/event-stream': { schema: { type: 'string' } } },
};

const BEARER = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: "The user is the token's `sub`." };

export interface DescribedServer {
  readonly functionName: string;
  /** Whether it takes the user from a bearer token. */
  readonly takesTokens: boolean;
}

/** The OpenAPI 3.1 description of the server, made from the schemas that validate. */
export function openApi({ functionName, takesTokens }: DescribedServer): object {
  return {
    openapi: '3.1.1',
    info: {
      title: 'chat-courier',
      version: '1',
      description: 'Runs an orchestrator and delivers its answers to a chat.',
    },
    ...(takesTokens && { security: [{ bearer: [] }] }),
    paths: {
      '/api/sessions/{sessionId}/messages': {
        parameters: [parameter('path', 'sessionId', sessionIdSchema), parameter('header', 'x-user-id', userSchema)],
        post: {
          operationId: 'postMessage',
          summary: "Writes the user's message and starts the job that answers it",
          requestBody: body('PostMessage'),
          responses: {
            202: answer('The job has started', 'PostedMessage'),
            ...problems(400, ...WHO, 413, 429, 500, 503),
          },
        },
        get: {
          operationId: 'listMessages',
          summary: "Reads the session's messages, oldest first",
          parameters: Object.entries(pageParameters).map(([name, schema]) => parameter('query', name, schema)),
          responses: { 200: answer('A page of messages', 'MessagePage'), ...problems(400, ...WHO, 500, 503) },
        },
      },
      '/api/sessions/{sessionId}/events': {
        parameters: [parameter('path', 'sessionId', sessionIdSchema), parameter('header', 'x-user-id', userSchema)],
        get: {
          operationId: 'watchMessages',
          summary:
            "Tells the session's messages from a time on, then each that is written or changes, as server-sent events",
          parameters: [
            parameter('query', 'since', optional(timeSchema)),
            parameter('header', 'last-event-id', optional(timeSchema)),
          ],
          responses: { 200: EVENTS, ...problems(400, ...WHO, 429, 500, 503) },
        },
      },
      [`/2015-03-31/functions/${functionName}/invocations`]: {
        post: {
          operationId: 'invoke',
          summary: "AWS Lambda's Invoke API",
          parameters: [
            parameter(
              'header',
              'x-amz-invocation-type',
              optional(picklist(['RequestResponse', 'Event', 'DryRun']), 'RequestResponse'),
            ),
          ],
          requestBody: body('OrchestratorRequest'),
          responses: {
            200: answer('RequestResponse: the response', 'OrchestratorResponse'),
            202: { description: 'Event: accepted, the work goes on' },
            204: { description: 'DryRun: the function could be invoked' },
            ...Object.fromEntries([403, 429, '4XX', '5XX'].map((status) => [status, LAMBDA_ERROR])),
          },
        },
      },
      '/healthz': {
        get: {
          operationId: 'health',
          summary: 'Whether the server runs',
          security: [],
          responses: { 200: { description: 'It does' } },
        },
      },
      '/metrics': {
        get: {
          operationId: 'measure',
          summary: 'What is measured, as Prometheus reads it',
          responses: {
            200: { description: 'The figures', content: { 'text/plain': { schema: { type: 'string' } } } },
            ...problems(...WHO, 500),
          },
        },
      },
      '/openapi.json': {
        get: {
          operationId: 'describe',
          summary: 'This description',
          security: [],
          responses: { 200: { description: 'The OpenAPI document' } },
        },
      },
    },
    components: {
      schemas: componentSchemas(),
      ...(takesTokens && { securitySchemes: { bearer: BEARER } }),
    },
  };
}

function parameter(place: 'path' | 'query' | 'header', name: string, schema: GenericSchema): object {
  return { in: place, name, required: place === 'path', schema: describedSchema(schema) };
}

function body(name: ComponentName): object {
  return { required: true, content: json(name) };
}

function answer(description: string, name: ComponentName): object {
  return { description, content: json(name) };
}

function problems(...statuses: number[]): object {
  return Object.fromEntries(statuses.map((status) => [status, answer('What is wrong', 'Problem')]));
}

function json(name: ComponentName): object {
  return { 'application/json': { schema: { $ref: reference(name) } } };
}
