import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { DeliveryOutcome } from '../../../src/domain/delivery-outcome.ts';
import { createTable, type TableFixture } from '../../engines/chat-message-table-fixture.ts';
import { dynalite } from '../../engines/engines.ts';
import { startLocalServer } from '../../servers/local-server.ts';
import { deployFunction, type DeployedFunction, type Execution } from './deployed-function.ts';

const QUERY = { query: 'Analyze terrain at 40.7128, -74.0060' };
const JOB = { ...QUERY, sessionId: 'session-1', userId: 'user-1' };
/** Lambda sets it for every call; the tries of one event share its root. */
const TRACE = { _X_AMZN_TRACE_ID: 'Root=1-697dc840-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=0' };

let lambda: DeployedFunction;
beforeAll(async () => {
  lambda = await deployFunction();
});
afterAll(() => lambda.remove());

function delivery({ responses }: Execution): DeliveryOutcome {
  return responses[0]?.metadata['delivery'] as DeliveryOutcome;
}

test('sync mode: the screening is the response, and nothing of the AWS SDK is loaded for it', async () => {
  const { responses, loaded, stderr, exitCode } = await lambda.run({}, QUERY);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(responses).toMatchObject([{ success: true, artifacts: [{ type: 'wind_farm_terrain_analysis' }] }]);
  expect(responses[0]?.metadata).not.toHaveProperty('delivery');
  expect(loaded).toContainEqual(expect.stringContaining('src/adapters/site-screening/'));
  expect(loaded.filter((file) => /@aws-sdk|@smithy|adapters\/dynamodb/.test(file))).toEqual([]);
});

test('an invalid event gets validation errors, and the next event is answered', async () => {
  const { responses } = await lambda.run({}, { query: 5 }, null, QUERY);
  expect(responses).toMatchObject([
    { success: false, metadata: { validationErrors: [{ field: 'query' }] } },
    { success: false, metadata: { validationErrors: [{ field: '' }] } },
    { success: true },
  ]);
});

test('an orchestrator that is a Lambda function is asked, and DynamoDB is not loaded for it', async () => {
  const answer = { success: true, message: 'From afar', artifacts: [], thoughtSteps: [], metadata: {} };
  const server = await startLocalServer((response) => response.end(JSON.stringify(answer)));
  const environment = {
    ...{ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    ...{ AWS_ENDPOINT_URL_LAMBDA: server.url.href, ORCHESTRATOR_FUNCTION_NAME: 'far-away' },
  };
  try {
    const { responses, loaded } = await lambda.run(environment, QUERY);
    expect(responses).toMatchObject([{ success: true, message: 'From afar' }]);
    expect(server.requests).toMatchObject([{ method: 'POST', path: '/2015-03-31/functions/far-away/invocations' }]);
    expect(loaded.filter((file) => /client-(dynamodb|s3)|adapters\/dynamodb/.test(file))).toEqual([]);
  } finally {
    await server.close();
  }
});

test('wrong configuration fails the initialisation, and the stack names the lines of the source', async () => {
  const { exitCode, stderr } = await lambda.run({ RESULT_SINK: 'kafka' }, QUERY);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('RESULT_SINK is "kafka"; it must be one of dynamodb, memory, none');
  expect(stderr).toMatch(/src\/entrypoints\/composition\/config\.ts:\d+:\d+/);
});

test('every script has its source map', () => {
  const scripts = lambda.files.filter((file) => file.endsWith('.mjs'));
  expect(scripts).toContain('index.mjs');
  expect(lambda.files).toEqual(expect.arrayContaining(scripts.map((file) => `${file}.map`)));
});

describe('async mode', () => {
  let table: TableFixture;
  beforeAll(async () => {
    table = await createTable(dynalite);
  });
  afterAll(() => table.destroy());

  const run = (AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: string) =>
    lambda.run({ ...dynalite.environment, ...TRACE, AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME }, JOB);

  test('the answer is in the table when the response says so, and a second try of the event is recognised', async () => {
    const execution = await run(table.tableName);
    expect(delivery(execution).status).toBe('delivered');
    expect(execution.loaded).toContainEqual(expect.stringContaining('@aws-sdk/lib-dynamodb'));
    expect(execution.loaded.filter((file) => /client-(s3|lambda)|xml/i.test(file))).toEqual([]);
    const [response] = execution.responses;
    const Key = { id: delivery(execution).messageId };
    const { Item } = await table.client.send(new GetCommand({ TableName: table.tableName, Key }));
    expect(Item).toMatchObject({
      chatSessionId: 'session-1',
      owner: 'user-1',
      role: 'ai',
      content: { text: response?.message },
      artifacts: response?.artifacts,
      responseComplete: true,
    });

    expect(delivery(await run(table.tableName))).toEqual({ ...delivery(execution), status: 'already-delivered' });
  });

  test('a missing table is reported and logged, and the response is there all the same', async () => {
    const { responses, log } = await run('no-such-table');
    expect(responses).toMatchObject([
      { success: true, metadata: { delivery: { status: 'failed', error: { code: 'table-not-found' } } } },
    ]);
    expect(log).toContainEqual(
      expect.objectContaining({
        level: 50,
        msg: expect.stringMatching(/^❌ Failed to write results to ChatMessage: .*no-such-table/) as string,
        code: 'table-not-found',
        err: expect.objectContaining({ type: 'DeliveryError' }) as object,
        remedy: expect.stringContaining('AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME') as string,
        sessionId: 'session-1',
      }),
    );
  });
});
