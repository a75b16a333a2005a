import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import 'reflect-metadata';
import { Container } from 'inversify';
import type { ChatCourierError } from '../../../src/domain/chat-courier-error.ts';
import type { OrchestratorRequest } from '../../../src/domain/orchestrator-request.ts';
import { lambdaOrchestratorModule } from '../../../src/entrypoints/composition/modules/lambda-orchestrator-module.ts';
import { ORCHESTRATOR } from '../../../src/entrypoints/composition/tokens.ts';
import { idleJob } from '../../application/idle-job.ts';
import { startLocalServer, type LocalServer } from '../../servers/local-server.ts';

const request = { query: 'SECRET-QUERY of some Größe', sessionId: 'session-1', userId: 'user-1' };
const response = { success: true, message: 'Done.', artifacts: [], thoughtSteps: [], metadata: {} };

const container = new Container();
let server: LocalServer | undefined;

beforeAll(() => {
  process.env['AWS_REGION'] = 'eu-central-1';
  process.env['AWS_ACCESS_KEY_ID'] = 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
});

afterEach(async () => {
  await container.unbindAllAsync();
  await server?.close();
});

/** Invokes through the real client, wired as in production, at a server that speaks Lambda's Invoke API. */
async function invoke(
  answer: (response: ServerResponse) => void,
  { timeoutMs = 10_000, body = request }: { timeoutMs?: number; body?: OrchestratorRequest } = {},
) {
  server = await startLocalServer(answer);
  process.env['AWS_ENDPOINT_URL_LAMBDA'] = server.url.href;
  await container.loadAsync(lambdaOrchestratorModule({ functionName: 'my-orchestrator', timeoutMs }));
  return container.get(ORCHESTRATOR).run(body, idleJob);
}

/** How the call fails. What the user asked and what the function answered are nowhere in the error. */
async function failure(answer: (response: ServerResponse) => void, options?: { timeoutMs: number }) {
  const error: unknown = await invoke(answer, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(inspect(error, { depth: 6 })).not.toContain('SECRET');
  return error as ChatCourierError;
}

function returned(payload: unknown): (response: ServerResponse) => void {
  return (response) => response.end(JSON.stringify(payload));
}

describe('what is asked', () => {
  test('is the request, of the configured function, waiting for its answer', async () => {
    await invoke(returned(response));
    expect(server?.requests).toHaveLength(1);
    expect(server?.requests[0]).toMatchObject({
      method: 'POST',
      path: '/2015-03-31/functions/my-orchestrator/invocations',
    });
    expect(server?.requests[0]?.headers['x-amz-invocation-type']).not.toBe('Event');
    expect(JSON.parse(server?.requests[0]?.body ?? '')).toEqual({ ...request, delivery: 'return' });
  });

  test('is never a delivery to the chat, which would show the answer twice', async () => {
    await invoke(returned(response), { body: { ...request, delivery: 'chat' } });
    expect(JSON.parse(server?.requests[0]?.body ?? '')).toMatchObject({ delivery: 'return' });
  });
});

test('an answer is returned with the fields that nobody here knows', async () => {
  const artifact = { type: 'map', data: { zoom: 3 }, caption: 'Berlin' };
  const answer = {
    ...response,
    artifacts: [artifact],
    metadata: { executionTime: 5, toolsUsed: [], cost: 1 },
    extra: [0],
  };
  expect(await invoke(returned(answer))).toEqual(answer);
});

describe('a failure is said without what was asked and what was answered', () => {
  test('the function throws', async () => {
    const error = await failure((response) =>
      response
        .setHeader('x-amz-function-error', 'Unhandled')
        .end(JSON.stringify({ errorType: 'ValueError', errorMessage: 'SECRET', trace: ['SECRET'] })),
    );
    expect(error.code).toBe('orchestrator-failed');
    expect(error.message).toBe("the orchestrator's function my-orchestrator failed by itself (Unhandled: ValueError)");
  });

  test('the function fails without saying how', async () => {
    const error = await failure((response) => response.setHeader('x-amz-function-error', 'Unhandled').end('SECRET'));
    expect(error.message).toContain('(Unhandled: no error type)');
  });

  test.each([
    [403, 'AccessDeniedException'],
    [404, 'ResourceNotFoundException'],
    [429, 'TooManyRequestsException'],
    [500, 'ServiceException'],
    [502, 'EC2ThrottledException'],
  ])('Lambda refuses with %d %s: it is asked once, since the function may have done its work', async (status, name) => {
    const error = await failure((response) =>
      response.writeHead(status, { 'x-amzn-errortype': name }).end(JSON.stringify({ Type: 'Service', Message: 'no' })),
    );
    expect(error.code).toBe('orchestrator-failed');
    expect(error.message).toContain(`could not be invoked (${name})`);
    expect(error.cause).toMatchObject({ name });
    expect(server?.requests).toHaveLength(1);
  });

  test('the connection breaks: it is asked once, and it was not slow', async () => {
    const error = await failure((response) => response.destroy());
    expect(error.code).toBe('orchestrator-failed');
    expect(error.message).toContain('could not be invoked (ECONNRESET)');
    expect(server?.requests).toHaveLength(1);
  });

  test.each([
    ['is not JSON', 'SECRET'],
    ['is empty', ''],
  ])('an answer that %s', async (_, text) => {
    const error = await failure((response) => response.end(text));
    expect(error.code).toBe('invalid-orchestrator-response');
  });

  test('an answer that is JSON but no response', async () => {
    const error = await failure(returned({ success: 'SECRET', message: 'SECRET', artifacts: [{ data: 'SECRET' }] }));
    expect(error.code).toBe('invalid-orchestrator-response');
    expect(error.message).toMatch(/response: success: .+; artifacts\.0\.type: [^;]+$/);
  });
});

test('the time-out has a code of its own, and the function is not invoked again', async () => {
  const error = await failure(() => undefined, { timeoutMs: 200 });
  expect(error.code).toBe('orchestrator-timeout');
  expect(error.message).toContain('did not answer in time');
  expect(server?.requests).toHaveLength(1);
});

test('nobody is there', async () => {
  const gone = await startLocalServer(returned(response));
  await gone.close();
  process.env['AWS_ENDPOINT_URL_LAMBDA'] = gone.url.href;
  await container.loadAsync(lambdaOrchestratorModule({ functionName: 'my-orchestrator', timeoutMs: 10_000 }));
  await expect(container.get(ORCHESTRATOR).run(request, idleJob)).rejects.toMatchObject({
    code: 'orchestrator-failed',
    cause: { code: 'ECONNREFUSED' },
  });
});
