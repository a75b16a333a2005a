import { InvokeCommand, LambdaClient, TooManyRequestsException } from '@aws-sdk/client-lambda';
import type { RunningServer } from '../../../src/entrypoints/express/start-server.ts';
import { answer, finished, readSession, startTestServer } from './test-server.ts';

let finish: () => void;
let server: RunningServer;
let client: LambdaClient;
beforeEach(async () => {
  const working = new Promise<void>((resolve) => (finish = resolve));
  server = await startTestServer(() => working.then(() => answer), { QUEUE_LIMIT: '1' });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new LambdaClient({ endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  await invoke('first');
});
afterEach(async () => {
  finish();
  client.destroy();
  await server.close();
});

function invoke(sessionId: string) {
  const Payload = JSON.stringify({ query: 'Hello', sessionId, userId: 'local-user' });
  const command = { FunctionName: 'renewableOrchestrator', InvocationType: 'Event', Payload } as const;
  return client.send(new InvokeCommand(command));
}

test("the AWS SDK's own LambdaClient is told that there are too many requests", async () => {
  const error: unknown = await invoke('second').catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(TooManyRequestsException);
  expect(error).toMatchObject({ $metadata: { httpStatusCode: 429 }, message: expect.stringContaining('1') as string });
});

test('a message is refused with 429, and leaves nothing in the chat', async () => {
  const response = await fetch(`${server.url}/api/sessions/second/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'Hello' }),
  });
  expect(response.status).toBe(429);
  expect(await response.json()).toMatchObject({ error: { code: 'queue-full' } });
  expect((await readSession(server, 'second')).messages).toEqual([]);
});

test('when a job has ended there is a place again', async () => {
  finish();
  await finished(server, 'first', 1);
  for (;;) {
    const outcome = await invoke('second').catch((error: unknown) => error); // the place is free moments later
    if (!(outcome instanceof TooManyRequestsException)) break;
  }
  expect((await finished(server, 'second', 1)).messages).toHaveLength(1);
});
