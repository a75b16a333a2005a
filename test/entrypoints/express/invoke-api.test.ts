import {
  InvalidRequestContentException,
  InvokeCommand,
  LambdaClient,
  RequestTooLargeException,
  ResourceNotFoundException,
  type InvocationType,
} from '@aws-sdk/client-lambda';
import type { Orchestrator } from '../../../src/application/ports/orchestrator.ts';
import type { RunningServer } from '../../../src/entrypoints/express/start-server.ts';
import { answer, finished, readSession, startTestServer } from './test-server.ts';

const FUNCTION = 'renewableOrchestrator';
const recipient = { sessionId: 'session-1', userId: 'user-1' };

let server: RunningServer;
let client: LambdaClient;

async function start(run?: Orchestrator['run'], environment?: Readonly<Record<string, string>>): Promise<void> {
  server = await startTestServer(run, environment);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new LambdaClient({ endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 });
}

afterEach(async () => {
  client.destroy();
  await server.close();
});

async function invoke(payload: unknown, type?: InvocationType, name = FUNCTION) {
  const Payload = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const result = await client.send(new InvokeCommand({ FunctionName: name, InvocationType: type, Payload }));
  const text = result.Payload?.transformToString() ?? '';
  return { ...result, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

describe("the AWS SDK's own LambdaClient", () => {
  test.each([undefined, 'RequestResponse'] as const)('gets the response (%s)', async (type) => {
    await start();
    const { StatusCode, ExecutedVersion, FunctionError, json } = await invoke({ query: 'Hello' }, type);
    expect({ StatusCode, ExecutedVersion, FunctionError }).toEqual({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(json).toEqual(answer);
  });

  test('gets 202 for an event at once, while the work goes on, and the answer comes into the chat', async () => {
    let finish: () => void = () => undefined;
    const working = new Promise<void>((resolve) => (finish = resolve));
    await start(() => working.then(() => answer));
    const { StatusCode, json } = await invoke({ query: 'Hello', ...recipient }, 'Event');
    expect([StatusCode, json]).toEqual([202, undefined]);
    expect((await readSession(server, 'session-1', 'user-1')).messages).toEqual([]);
    finish();
    const { messages } = await finished(server, 'session-1', 1, 'user-1');
    expect(messages).toMatchObject([{ role: 'ai', text: 'All is well', responseComplete: true }]);
  });

  test('gets 204 for a dry run, and nothing is done', async () => {
    let runs = 0;
    await start(() => Promise.resolve((runs++, answer)));
    expect((await invoke({ query: 'Hello', ...recipient }, 'DryRun')).StatusCode).toBe(204);
    expect(runs).toBe(0);
  });

  test('gets the validation errors of an invalid request as its response', async () => {
    await start();
    const { StatusCode, json } = await invoke({ sessionId: 5 });
    expect(StatusCode).toBe(200);
    expect(json).toMatchObject({
      success: false,
      metadata: { validationErrors: [{ field: 'query' }, { field: 'sessionId' }] },
    });
  });

  test('is told at once of an invalid event, which nobody would hear of later', async () => {
    await start();
    await expect(invoke({ query: '', ...recipient }, 'Event')).rejects.toThrow(InvalidRequestContentException);
    await expect(invoke({ query: '', ...recipient }, 'Event')).rejects.toThrow('query: must be a text of 1 to 100000');
  });

  test('is told that another function does not exist', async () => {
    await start();
    await expect(invoke({ query: 'Hello' }, 'RequestResponse', 'other')).rejects.toThrow(ResourceNotFoundException);
    await expect(invoke({ query: 'Hello' }, 'Event', 'other')).rejects.toThrow('Function not found: other');
  });

  test('knows the function by the name in FUNCTION_NAME, and by its ARNs', async () => {
    await start(undefined, { FUNCTION_NAME: 'mine' });
    const partial = '123456789012:function:mine';
    for (const name of ['mine', 'mine:$LATEST', partial, `arn:aws:lambda:us-east-1:${partial}`]) {
      expect((await invoke({ query: 'Hello' }, 'RequestResponse', name)).StatusCode).toBe(200);
    }
    await expect(invoke({ query: 'Hello' })).rejects.toThrow(ResourceNotFoundException);
  });

  test('is told of a body that is not JSON', async () => {
    await start();
    await expect(invoke('{"query"', 'RequestResponse')).rejects.toThrow(InvalidRequestContentException);
    await expect(invoke('{"query"', 'Event')).rejects.toThrow('Could not parse request body into json');
  });

  test.each([
    ['RequestResponse', 6 * 1024 * 1024],
    ['Event', 1024 * 1024],
  ] as const)('is told of a payload that is too large (%s)', async (type, limit) => {
    await start();
    const payload = (bytes: number) => {
      const frame = JSON.stringify({ query: 'Hello', context: { text: '' } });
      return frame.replace('""', `"${'x'.repeat(bytes - frame.length)}"`);
    };
    expect((await invoke(payload(limit), type)).StatusCode).toBeLessThan(300);
    await expect(invoke(payload(limit + 1), type)).rejects.toThrow(RequestTooLargeException);
    await expect(invoke(payload(limit + 1), type)).rejects.toThrow(`limit of ${limit} bytes`);
  });
});

test('an unknown invocation type is refused, naming those that are allowed', async () => {
  await start();
  const response = await fetch(`${server.url}/2015-03-31/functions/${FUNCTION}/invocations`, {
    method: 'POST',
    headers: { 'x-amz-invocation-type': 'Later' },
    body: '{}',
  });
  expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([400, 'InvalidParameterValueException']);
  expect(await response.json()).toEqual({
    Type: 'User',
    message: 'X-Amz-Invocation-Type is "Later"; it must be RequestResponse, Event or DryRun',
  });
});
