import type { OrchestratorRequest } from '../../../src/domain/orchestrator-request.ts';
import type { RunningServer } from '../../../src/entrypoints/express/start-server.ts';
import { startLocalServer } from '../../servers/local-server.ts';
import { answer, finished, startTestServer } from '../express/test-server.ts';
import { deployFunction, type DeployedFunction } from './deployed-function.ts';

const QUESTION = {
  messageId: 'question-1',
  chatSessionId: 'session-1',
  text: 'Windy?',
  createdAt: '2026-01-31T12:00:00.000Z',
};
const event = (changes: object = {}, identity: object | null = { sub: 'user-1', username: 'ann' }) => ({
  typeName: 'Mutation',
  fieldName: 'sendMessage',
  arguments: { ...QUESTION, context: null, ...changes },
  identity,
  source: null,
});

let lambda: DeployedFunction;
beforeAll(async () => {
  lambda = await deployFunction('send-message');
});
afterAll(() => lambda.remove());

/** As in AWS, but that the Lambda API is on this machine. */
function send(endpoint: string, ...events: unknown[]) {
  const credentials = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  const settings = { AWS_ENDPOINT_URL_LAMBDA: endpoint, ORCHESTRATOR_FUNCTION_NAME: 'renewableOrchestrator' };
  return lambda.run({ ...credentials, ...settings }, ...events);
}

describe('with a server that speaks the Invoke API', () => {
  const asked: OrchestratorRequest[] = [];
  let server: RunningServer;
  beforeAll(async () => {
    server = await startTestServer((request) => {
      asked.push(request);
      return Promise.resolve(answer);
    });
  });
  afterAll(() => server.close());

  test('the job is started, and its answer comes under the id that was told, behind the question', async () => {
    const { responses, exitCode } = await send(server.url, event({ context: '{"unit":"km"}' }));
    expect(exitCode).toBe(0);
    const { messages } = await finished(server, 'session-1', 1, 'user-1');
    const createdAt = '2026-01-31T12:00:00.001Z';
    expect(messages).toMatchObject([{ role: 'ai', text: 'All is well', createdAt }]);
    expect(responses).toEqual([{ answerId: messages[0]?.id }]);
    expect(asked).toMatchObject([{ query: 'Windy?', userId: 'user-1', context: { unit: 'km' }, delivery: 'chat' }]);
  });

  test('the same message sent twice has one answer, of the same id', async () => {
    const twice = event({ messageId: 'question-2', chatSessionId: 'session-2' });
    const { responses } = await send(server.url, twice, twice);
    const { messages } = await finished(server, 'session-2', 1, 'user-1');
    expect(messages).toHaveLength(1);
    expect(responses).toEqual([{ answerId: messages[0]?.id }, { answerId: messages[0]?.id }]);
  });

  test('the user is who has signed in, whatever the arguments say', async () => {
    await send(
      server.url,
      event({ messageId: 'question-3', chatSessionId: 'session-3', userId: 'user-2', owner: 'user-2' }),
    );
    await finished(server, 'session-3', 1, 'user-1');
    expect(asked.at(-1)).toMatchObject({ sessionId: 'session-3', userId: 'user-1' });
  });
});

describe('what is refused', () => {
  test.each([
    ['who has not signed in', event({}, null), /nobody has signed in/],
    ['a role of IAM, which has no sub', event({}, { accountId: '1' }), /nobody has signed in/],
    ['an empty text', event({ text: '' }), /text: must be a text of 1 to 100000 characters/],
    ['a wrong time', event({ createdAt: '12:00' }), /createdAt: must be a time in ISO 8601/],
    ['a context that is no object', event({ context: '5' }), /context: must be an object/],
    [
      'a context that is no JSON, without a word of it',
      event({ context: 'secret' }),
      /^(?![^]*secret)[^]*context: must be an object/,
    ],
  ])('%s', async (_who, refused, reason) => {
    const server = await startLocalServer((response) => response.writeHead(202).end());
    const { stderr, exitCode } = await send(server.url.href, refused);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(reason);
    expect(server.requests).toEqual([]);
    await server.close();
  });

  test('a function that may not be invoked: the caller is told that nothing was started, without its ARN', async () => {
    const denied = JSON.stringify({ message: 'User: arn:aws:sts::1:role is not authorized' });
    const server = await startLocalServer((response) =>
      response.writeHead(403, { 'x-amzn-errortype': 'AccessDeniedException' }).end(denied),
    );
    const { stderr, exitCode } = await send(server.url.href, event());
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/ChatCourierError: the job could not be started \(AccessDeniedException\)/);
    await server.close();
  });

  test('a deployment without ORCHESTRATOR_FUNCTION_NAME', async () => {
    const { stderr, exitCode } = await lambda.run({}, event());
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/ORCHESTRATOR_FUNCTION_NAME must be set/);
  });
});

test('a Lambda API that fails once is asked again', async () => {
  let asked = 0;
  const server = await startLocalServer((response) => response.writeHead(++asked === 1 ? 500 : 202).end());
  const { responses } = await send(server.url.href, event());
  expect(responses).toEqual([{ answerId: expect.stringMatching(/^msg-1769860800001-/) as string }]);
  expect(server.requests.map(({ headers }) => headers['x-amz-invocation-type'])).toEqual(['Event', 'Event']);
  await server.close();
});
