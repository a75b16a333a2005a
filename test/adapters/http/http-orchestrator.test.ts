import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import 'reflect-metadata';
import { HttpOrchestrator } from '../../../src/adapters/http/http-orchestrator.ts';
import type { Job } from '../../../src/application/ports/orchestrator.ts';
import type { ChatCourierError } from '../../../src/domain/chat-courier-error.ts';
import type { OrchestratorRequest } from '../../../src/domain/orchestrator-request.ts';
import { idleJob } from '../../application/idle-job.ts';
import { startLocalServer, type LocalServer } from '../../servers/local-server.ts';

const request = { query: 'SECRET-QUERY of some Größe', sessionId: 'session-1', userId: 'user-1' };
const response = { success: true, message: 'Done.', artifacts: [], thoughtSteps: [], metadata: {} };

let server: LocalServer | undefined;

afterEach(async () => {
  await server?.close();
});

async function ask(
  answer: (response: ServerResponse) => void,
  {
    path = '',
    timeoutMs = 10_000,
    body = request,
    job = idleJob,
  }: { path?: string; timeoutMs?: number; body?: OrchestratorRequest; job?: Job } = {},
) {
  server = await startLocalServer(answer);
  return new HttpOrchestrator({ url: new URL(path, server.url), timeoutMs }).run(body, job);
}

/** How the request fails. What the user asked and what the orchestrator answered are nowhere in the error. */
async function failure(answer: (response: ServerResponse) => void, options?: { timeoutMs: number }) {
  const error: unknown = await ask(answer, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain('SECRET');
  return error as ChatCourierError;
}

function json(value: unknown): (response: ServerResponse) => void {
  return (response) => response.end(JSON.stringify(value));
}

describe('what is asked', () => {
  test('is the request as JSON, by POST, once', async () => {
    await ask(json(response), { path: '/orchestrate?key=1' });
    expect(server?.requests).toEqual([
      expect.objectContaining({ method: 'POST', path: '/orchestrate?key=1', body: expect.any(String) as string }),
    ]);
    expect(server?.requests[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      accept: 'application/json',
      'x-request-id': 'invocation-1',
    });
    expect(server?.requests[0]?.headers).not.toHaveProperty('x-amzn-trace-id');
    expect(JSON.parse(server?.requests[0]?.body ?? '')).toEqual({ ...request, delivery: 'return' });
  });

  test('names the trace that the job belongs to', async () => {
    const traceId = '1-697deec0-0123456789abcdef01234567';
    await ask(json(response), { job: { ...idleJob, traceId } });
    expect(server?.requests[0]?.headers['x-amzn-trace-id']).toBe(`Root=${traceId}`);
  });

  test('is never a delivery to the chat, which would show the answer twice', async () => {
    await ask(json(response), { body: { ...request, delivery: 'chat' } });
    expect(JSON.parse(server?.requests[0]?.body ?? '')).toMatchObject({ delivery: 'return' });
  });
});

describe('an answer', () => {
  test('is returned with the fields that nobody here knows', async () => {
    const artifact = { type: 'map', data: { zoom: 3 }, caption: 'Berlin' };
    const answer = {
      ...response,
      artifacts: [artifact],
      metadata: { executionTime: 5, toolsUsed: [], cost: 1 },
      extra: [0],
    };
    expect(await ask(json(answer))).toEqual(answer);
  });

  test('is whole although a character arrives in two pieces', async () => {
    const bytes = Buffer.from(JSON.stringify({ ...response, message: '€' }));
    const middle = bytes.indexOf('€') + 1;
    const answer = await ask((response) => {
      response.write(bytes.subarray(0, middle));
      setTimeout(() => response.end(bytes.subarray(middle)), 20);
    });
    expect(answer.message).toBe('€');
  });
});

describe('a failure is said without what was asked and what was answered', () => {
  test.each([201, 204, 400, 500])('HTTP status %d', async (status) => {
    const error = await failure((response) => response.writeHead(status).end('SECRET'));
    expect(error.code).toBe('orchestrator-failed');
    expect(error.message).toBe(`the orchestrator at ${server?.url.origin ?? ''} answered with HTTP status ${status}`);
  });

  test('a redirect, which is not followed', async () => {
    const error = await failure((response) => response.writeHead(307, { location: '/SECRET' }).end());
    expect(error.message).toContain('HTTP status 307');
    expect(server?.requests).toHaveLength(1);
  });

  test('an answer that is not JSON', async () => {
    const error = await failure((response) => response.end('SECRET'));
    expect(error.code).toBe('orchestrator-failed');
    expect(error.message).toContain('is not JSON');
  });

  test('an answer that is JSON but no response', async () => {
    const error = await failure(json({ success: 'SECRET', message: 'SECRET', artifacts: [{ data: 'SECRET' }] }));
    expect(error.code).toBe('invalid-orchestrator-response');
    expect(error.message).toMatch(/response: success: .+; artifacts\.0\.type: [^;]+$/);
  });

  test('an answer that ends too early', async () => {
    const error = await failure((response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"message":"SECRET');
      setTimeout(() => response.destroy(), 20);
    });
    expect(error.code).toBe('orchestrator-failed');
    expect(error.message).toContain('could not be asked: aborted');
  });

  test('an answer over 64 MiB, which is not read to its end', async () => {
    const MEGABYTE = Buffer.alloc(1024 * 1024, 'SECRET');
    let sent = 0;
    const error = await failure((response) => {
      const send = () => {
        do sent += 1;
        while (response.write(MEGABYTE) && sent < 1_000);
      };
      response.on('drain', send);
      send();
    });
    expect(error.code).toBe('orchestrator-failed');
    expect(error.message).toContain('the answer is over 67108864 bytes');
    expect(sent).toBeLessThan(1_000);
  });

  test.each(['127.0.0.1', 'localhost'])('nobody is there, at %s', async (hostname) => {
    server = await startLocalServer(json(response));
    await server.close();
    const url = Object.assign(new URL(server.url), { hostname });
    await expect(new HttpOrchestrator({ url, timeoutMs: 10_000 }).run(request, idleJob)).rejects.toMatchObject({
      code: 'orchestrator-failed',
      message: expect.stringMatching(/could not be asked: .*ECONNREFUSED/) as string,
    });
  });
});

describe('the time-out has a code of its own', () => {
  test('when no answer comes', async () => {
    const error = await failure(() => undefined, { timeoutMs: 100 });
    expect(error.code).toBe('orchestrator-timeout');
    expect(error.message).toContain('did not answer within 100 ms');
  });

  test('when an answer begins and does not end', async () => {
    const error = await failure((response) => response.write('{"message":"SECRET'), { timeoutMs: 100 });
    expect(error.code).toBe('orchestrator-timeout');
  });
});
