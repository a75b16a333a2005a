import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { raw, Router, type Request, type Response } from 'express';
import type { Invocation } from '../../application/answer-identity.ts';
import { traceIdIn } from '../../application/call.ts';
import type { EnqueueEvent } from '../../application/enqueue-event.ts';
import type { HandleRequest } from '../../application/handle-request.ts';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';
import type { Authenticate, User } from './authenticate.ts';
import { invokedFunction } from './invoked-function.ts';
import { LambdaServiceError, lambdaErrorHandler } from './lambda-service-error.ts';

/** Lambda's own limits for the payload of an invocation, in bytes. */
export const PAYLOAD_LIMITS = {
  RequestResponse: 6 * 1024 * 1024,
  Event: 1024 * 1024,
  DryRun: 6 * 1024 * 1024,
} as const;

type InvocationType = keyof typeof PAYLOAD_LIMITS;

const readBody = promisify<Request, Response>(raw({ type: () => true, limit: PAYLOAD_LIMITS.RequestResponse }));

export interface InvokeApiDependencies {
  readonly functionName: string;
  readonly handle: HandleRequest;
  readonly enqueue: EnqueueEvent;
  readonly authenticate: Authenticate;
  /** Milliseconds that a synchronous invocation may take. */
  readonly timeoutMs: number;
}

/** AWS Lambda's Invoke API for one function, so that the AWS SDK's `LambdaClient` works with this server as endpoint. */
export function invokeApi({ functionName, handle, enqueue, authenticate, timeoutMs }: InvokeApiDependencies): Router {
  const invoke: Record<InvocationType, Invoke> = {
    RequestResponse: async (event, invocation, response) => {
      response.set('x-amz-executed-version', '$LATEST');
      try {
        response.json(await handle(event, { ...invocation, lastTry: true })); // the caller is not Lambda's queue
      } catch (error) {
        response.set('x-amz-function-error', 'Unhandled').json(functionError(error));
      }
    },
    Event: async (event, invocation, response) => {
      await enqueue(event, invocation);
      response.status(202).end();
    },
    DryRun: (_event, _invocation, response) => {
      response.status(204).end();
    },
  };

  const router = Router();
  router.post('/:name/invocations', async (request, response) => {
    const requestId = randomUUID(); // a caller may use one x-request-id for several events
    response.set('x-amzn-requestid', requestId);
    const user = await authenticate(request);
    if (invokedFunction(request.params.name) !== functionName) throw notFound(request.params.name);
    const type = invocationType(request);
    await readBody(request, response);
    const event = forUser(parsePayload(request.body, PAYLOAD_LIMITS[type]), user);
    const now = new Date();
    const deadline = new Date(now.getTime() + timeoutMs);
    const invocation = { requestId, traceId: traceIdIn(request.get('x-amzn-trace-id')), submittedAt: now, deadline };
    await invoke[type](event, invocation, response);
  });
  router.use(lambdaErrorHandler);
  return router;
}

type Invoke = (event: unknown, invocation: Invocation, response: Response) => void | Promise<void>;

function invocationType(request: Request): InvocationType {
  const type = request.get('x-amz-invocation-type') ?? 'RequestResponse';
  if (Object.hasOwn(PAYLOAD_LIMITS, type)) return type as InvocationType;
  throw new LambdaServiceError(
    'InvalidParameterValueException',
    `X-Amz-Invocation-Type is ${JSON.stringify(type)}; it must be RequestResponse, Event or DryRun`,
  );
}

function parsePayload(body: unknown, limit: number): unknown {
  const payload = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (payload.length > limit) throw LambdaServiceError.tooLarge(payload.length, limit);
  try {
    return payload.length === 0 ? {} : JSON.parse(payload.toString('utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new LambdaServiceError('InvalidRequestContentException', `Could not parse request body into json: ${why}`);
  }
}

function functionError(error: unknown) {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { errorType: name, errorMessage: message };
}

/** A verified user may not speak for another one, and need not be named. */
function forUser(event: unknown, { id, verified }: User): unknown {
  if (!verified || event === null || typeof event !== 'object' || Array.isArray(event)) return event;
  const userId = 'userId' in event ? event.userId : undefined;
  if (userId === undefined) return { ...event, userId: id };
  if (userId !== id) throw new ChatCourierError('user-refused', 'userId is not the user of the bearer token');
  return event;
}

function notFound(name: string): LambdaServiceError {
  return new LambdaServiceError('ResourceNotFoundException', `Function not found: ${name}`);
}
