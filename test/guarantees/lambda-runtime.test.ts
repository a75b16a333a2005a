import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { built } from '../built.ts';
import { createTable, type TableFixture } from '../engines/chat-message-table-fixture.ts';
import { dynalite } from '../engines/engines.ts';
import { startLocalServer, type LocalServer } from '../servers/local-server.ts';
import * as lambda from './lambda-service.ts';
import { runtimeInterfaceClient } from './runtime-interface-client.ts';
import { everyItem, type SeenItem } from './seen.ts';

const client = await runtimeInterfaceClient();
const suite = client.missing === undefined ? describe : describe.skip;

suite(`under aws-lambda-ric${client.missing === undefined ? '' : ` (skipped: ${client.missing})`}`, () => {
  let folder: string;
  let table: TableFixture;
  let orchestrator: LocalServer;
  let answer: (response: ServerResponse) => void;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chat-courier-runtime-'));
    const [script, source] = ['bundle-function.mjs', 'unreliable-function.ts'].map((file) =>
      path.resolve(import.meta.dirname, file),
    );
    execFileSync(process.execPath, [String(script), String(source), folder]);
  });
  afterAll(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    table = await createTable(dynalite);
    orchestrator = await startLocalServer((response) => {
      answer(response);
    });
  });
  afterEach(async () => {
    await lambda.endEnvironments();
    await orchestrator.close();
    await table.destroy();
  });

  const request = (query: string) => ({ query, sessionId: 'session-1', userId: 'user-1' });
  const shipped = (name: 'orchestrator' | 'on-failure'): lambda.LambdaFunction => ({
    folder: built(`lambda/${name}`),
    environment: { ...environment(), ...(name === 'orchestrator' && { ORCHESTRATOR_URL: orchestrator.url.href }) },
    timeout: 20,
  });
  const unreliable = (timeout = 20): lambda.LambdaFunction => ({ folder, environment: environment(), timeout });
  const environment = () => ({
    ...dynalite.environment,
    AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: table.tableName,
    NODE_OPTIONS: '--max-old-space-size=100',
  });

  const inChat = () => everyItem(table.client, table.tableName);
  const reportFailure = async (
    event: unknown,
    invocation: lambda.Invocation,
    error?: lambda.FunctionError,
  ): Promise<unknown> => {
    const record = lambda.invocationRecord(event, invocation, error);
    const own = { ...lambda.newInvocation(), trace: invocation.trace };
    return (await lambda.invokeEvent(client.file, shipped('on-failure'), record, own)).response;
  };

  test('a result is delivered, once: the same event again is recognised, in this process and in another one', async () => {
    answer = (response) => response.end(JSON.stringify({ success: true, message: 'Here it is' }));
    const invocation = lambda.newInvocation();
    const one = await lambda.Environment.start(client.file, shipped('orchestrator'));
    const other = await lambda.Environment.start(client.file, shipped('orchestrator'));
    const first = await one.invoke(request('Hello'), invocation);
    expect(first.response).toMatchObject({ metadata: { delivery: { status: 'delivered' } } });
    const before = await inChat();
    expect(before).toMatchObject([{ content: { text: 'Here it is' }, responseComplete: true, role: 'ai' }]);

    for (const environment of [one, other]) {
      const again = await environment.invoke(request('Hello'), invocation);
      expect(again.response).toMatchObject({ metadata: { delivery: { status: 'already-delivered' } } });
    }
    expect(await inChat()).toEqual(before);
  });

  test('every line of the log names the call, as the message does; the figures are there as CloudWatch reads them', async () => {
    answer = (response) => response.end(JSON.stringify({ success: true, message: 'Here it is' }));
    const invocation = lambda.newInvocation();
    const environment = await lambda.Environment.start(client.file, shipped('orchestrator'));
    await environment.invoke(request('Hello'), invocation);
    const { log } = environment;
    const call = { requestId: invocation.requestId, traceId: /Root=([^;]+)/.exec(invocation.trace)?.[1] };
    expect(log.length).toBeGreaterThan(3);
    for (const line of log) expect(line).toMatchObject(call);
    expect(await inChat()).toMatchObject([{ metadata: call }]);
    expect(orchestrator.requests[0]?.headers).toMatchObject({ 'x-request-id': call.requestId });

    const figures = log.filter((line) => '_aws' in line);
    expect(figures).toMatchObject([
      { service: table.tableName, JobDuration: expect.any(Number) as number },
      { service: table.tableName, WriteSuccess: 1, WriteRetries: 0, MessageSize: expect.any(Number) as number },
    ]);
    for (const { _aws } of figures) {
      expect(_aws).toMatchObject({ CloudWatchMetrics: [{ Namespace: 'chat-courier', Dimensions: [['service']] }] });
    }
  });

  test('the same event at the same time in two processes: one message', async () => {
    answer = (response) => response.end(JSON.stringify({ success: true, message: 'Here it is' }));
    const invocation = lambda.newInvocation();
    const tries = await Promise.all(
      [1, 2].map(() => lambda.invokeEvent(client.file, shipped('orchestrator'), request('Hello'), invocation)),
    );
    const statuses = tries.map(({ response }) => (response as Delivered).metadata.delivery.status);
    expect(statuses.sort()).toEqual(['already-delivered', 'delivered']);
    expect(await inChat()).toHaveLength(1);
  });

  test('an error that asks for another try: pending until the last one, then one failure in its place', async () => {
    const invocation = lambda.newInvocation();
    const event = request('fail, and ask to be tried again');
    const pending: SeenItem[] = [];
    const last = await lambda.invokeEvent(client.file, unreliable(), event, invocation, async () => {
      pending.push(...(await inChat()));
    });
    expect(last.error).toMatchObject({ errorMessage: 'busy' });
    expect(pending).toHaveLength(3);
    for (const item of pending) expect(item).toMatchObject({ responseComplete: false, id: pending[0]?.id });

    expect(await reportFailure(event, invocation, last.error)).toMatchObject({ status: 'delivered' });
    expect(await inChat()).toMatchObject([
      { id: pending[0]?.id, createdAt: pending[0]?.createdAt, ...failed('tries-exhausted') },
    ]);
  });

  test('a time-out: the user is told before the deadline', async () => {
    answer = () => undefined;
    const ended = await lambda.invokeEvent(
      client.file,
      { ...shipped('orchestrator'), timeout: 4 },
      request('Hello'),
      lambda.newInvocation(),
    );
    expect(ended.response).toMatchObject({ success: false, metadata: { delivery: { status: 'delivered' } } });
    expect(await inChat()).toMatchObject([failed('job-timeout')]);
  });

  test.each([
    ['block', 2, 'Sandbox.Timedout', 'job-timeout'],
    ['exit', 20, 'Runtime.ExitError', 'job-crashed'],
    ['eat memory', 20, 'Runtime.ExitError', 'job-crashed'],
  ])(
    'a process that ends without a word (%s): one failure in the place of what was begun',
    async (query, timeout, type, code) => {
      const invocation = lambda.newInvocation();
      const last = await lambda.invokeEvent(client.file, unreliable(timeout), request(query), invocation);
      expect(last.error).toMatchObject({ errorType: type });
      const [pending] = await inChat();
      expect(pending).toMatchObject({ responseComplete: false });

      expect(await reportFailure(request(query), invocation, last.error)).toMatchObject({ status: 'delivered' });
      expect(await inChat()).toMatchObject([{ id: pending?.id, createdAt: pending?.createdAt, ...failed(code) }]);
      expect(await reportFailure(request(query), invocation, last.error)).toMatchObject({
        status: 'already-delivered',
      });
    },
  );

  test('a report of failure that comes after a finished answer changes nothing, even under another trace', async () => {
    const invocation = lambda.newInvocation();
    const ended = await lambda.invokeEvent(client.file, unreliable(), request('Hello'), invocation);
    expect(ended.response).toMatchObject({ success: true });
    const before = await inChat();
    for (const { trace } of [invocation, lambda.newInvocation(1_000_000_000)]) {
      const outcome = await reportFailure(request('Hello'), { ...invocation, trace }, TIMED_OUT);
      expect(outcome).toMatchObject({ status: 'already-delivered' });
    }
    expect(await inChat()).toEqual(before);
  });

  test('a report under another trace finds what was begun, by reading back', async () => {
    const invocation = lambda.newInvocation();
    const last = await lambda.invokeEvent(client.file, unreliable(), request('exit'), invocation);
    const [pending] = await inChat();
    const other = { ...invocation, trace: lambda.newInvocation(1_000_000_000).trace };
    expect(await reportFailure(request('exit'), other, last.error)).toMatchObject({ status: 'delivered' });
    expect(await inChat()).toMatchObject([
      { id: pending?.id, createdAt: pending?.createdAt, ...failed('job-crashed') },
    ]);
  });

  test('an event that expired in the queue, without a single try: one failure', async () => {
    const invocation = lambda.newInvocation();
    expect(await reportFailure(request('Hello'), invocation)).toMatchObject({ status: 'delivered' });
    expect(await inChat()).toMatchObject([failed('job-expired')]);
  });
});

interface Delivered {
  readonly metadata: { readonly delivery: { readonly status: string } };
}

const TIMED_OUT = {
  errorType: 'Sandbox.Timedout',
  errorMessage: 'RequestId: 1 Error: Task timed out after 3.00 seconds',
};

function failed(code: string) {
  return { role: 'ai', responseComplete: true, chatSessionId: 'session-1', metadata: { error: { code } } };
}
