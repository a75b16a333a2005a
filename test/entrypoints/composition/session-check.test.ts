import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { ContainerModule } from 'inversify';
import type { Orchestrator } from '../../../src/application/ports/orchestrator.ts';
import { chatMessageTable } from '../../../src/adapters/dynamodb/chat-message-table.ts';
import { documentClient } from '../../../src/adapters/dynamodb/document-client.ts';
import { readConfig } from '../../../src/entrypoints/composition/config.ts';
import { dynamoDbStorage } from '../../../src/entrypoints/composition/modules/dynamodb-storage.ts';
import { createServerContainer } from '../../../src/entrypoints/composition/server-container.ts';
import {
  HANDLE_REQUEST,
  LOGGER,
  ORCHESTRATOR,
  POST_QUERY,
  REPORT_FAILURE,
} from '../../../src/entrypoints/composition/tokens.ts';
import { RecordingLogger } from '../../application/recording-logger.ts';
import { describeOn, engines, type Engine } from '../../engines/engines.ts';
import { answer } from '../express/test-server.ts';
import { startProxy, type Proxy } from '../../servers/proxy.ts';

const event = { query: 'Hello', sessionId: 'adas-session', userId: 'ada' };
const foreign = { ...event, userId: 'mallory' };
const invocationOf = (requestId = randomUUID()) => ({
  requestId,
  submittedAt: new Date(),
  deadline: new Date(Date.now() + 60_000),
});

/** The product's own wiring over an engine, behind a proxy that notes each request. */
async function setUp(engine: Engine, proxy: Proxy, checksSessions: boolean, run: Orchestrator['run']) {
  const [tableName, sessionTableName] = [`ChatMessage-${randomUUID()}-NONE`, `ChatSession-${randomUUID()}-NONE`];
  const client = documentClient(engine.clientConfig);
  await client.send(new CreateTableCommand(chatMessageTable(tableName)));
  await client.send(new CreateTableCommand(chatMessageTable(sessionTableName))); // its key is `id`, too
  await client.send(new PutCommand({ TableName: sessionTableName, Item: { id: 'adas-session', owner: 'ada::ada' } }));

  const logger = new RecordingLogger();
  const storage = dynamoDbStorage({
    tableName,
    sessionTableName: checksSessions ? sessionTableName : undefined,
    clientConfig: { ...engine.clientConfig, endpoint: proxy.url },
  });
  const orchestrator = new ContainerModule(({ bind }) => {
    bind(ORCHESTRATOR).toConstantValue({ run });
  });
  const config = readConfig({ LOG_LEVEL: 'silent', RESULT_SINK: 'memory', PROGRESS_INTERVAL_MS: '100' });
  const container = await createServerContainer(config, {
    storage: () => Promise.resolve(storage),
    orchestrator: () => Promise.resolve(orchestrator),
  });
  container.rebind(LOGGER).toConstantValue(logger);
  const items = async () => (await client.send(new ScanCommand({ TableName: tableName }))).Items ?? [];
  const destroy = async () => {
    await container.unbindAllAsync();
    client.destroy();
  };
  return { container, items, logger, destroy };
}

function operations({ requests }: Proxy): string[] {
  return requests.flatMap(({ headers }) => String(headers['x-amz-target'] ?? '').split('.')[1] ?? []);
}

for (const engine of engines)
  describeOn(engine, () => {
    let proxy: Proxy;
    let fixture: Awaited<ReturnType<typeof setUp>>;
    beforeEach(async () => {
      proxy = await startProxy(engine.environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '');
    });
    afterEach(async () => {
      await fixture.destroy();
      await proxy.close();
    });

    const reporting: Orchestrator['run'] = async (_request, { report }) => {
      report({ step: 1, action: 'Look', reasoning: 'Because' });
      await new Promise((resolve) => setTimeout(resolve, 300));
      return answer;
    };

    test('a job costs one consistent read and one write', async () => {
      fixture = await setUp(engine, proxy, true, () => Promise.resolve(answer));
      const response = await fixture.container.get(HANDLE_REQUEST)(event, invocationOf());
      expect(response.metadata['delivery']).toMatchObject({ status: 'delivered' });
      expect(operations(proxy).sort()).toEqual(['GetItem', 'PutItem']);
      const read = proxy.requests.find(({ headers }) => String(headers['x-amz-target']).endsWith('GetItem'));
      expect(JSON.parse(read?.body ?? '')).toMatchObject({ ConsistentRead: true });
    });

    test('without a table of sessions a job costs no read at all', async () => {
      fixture = await setUp(engine, proxy, false, () => Promise.resolve(answer));
      await fixture.container.get(HANDLE_REQUEST)(foreign, invocationOf());
      expect(operations(proxy)).toEqual(['PutItem']);
    });

    describe('into the session of somebody else', () => {
      beforeEach(async () => {
        fixture = await setUp(engine, proxy, true, reporting);
      });

      test('neither progress nor answer is written, and the outcome is refused', async () => {
        const response = await fixture.container.get(HANDLE_REQUEST)(foreign, invocationOf());
        expect(response.metadata['delivery']).toMatchObject({ status: 'refused', error: { code: 'session-refused' } });
      });

      test('no question is written', async () => {
        const posting = fixture.container.get(POST_QUERY)({ sessionId: event.sessionId, userId: 'mallory' }, foreign);
        await expect(posting).rejects.toMatchObject({ code: 'session-refused' });
      });

      test('no failure is written', async () => {
        const job = {
          event: foreign,
          invocation: invocationOf(),
          code: 'job-crashed',
          tries: 3,
          sameInvocation: true,
        } as const;
        expect(await fixture.container.get(REPORT_FAILURE)(job)).toMatchObject({ status: 'refused' });
      });

      afterEach(async () => {
        expect(await fixture.items()).toEqual([]);
        expect(operations(proxy)).not.toContain('PutItem');
        const security = fixture.logger.lines.filter(({ fields }) => fields['securityEvent'] === 'session-refused');
        expect(security).toMatchObject([{ level: 'error', fields: { sessionId: 'adas-session', userId: 'mallory' } }]);
      });
    });
  });
