import 'reflect-metadata';
import { documentClient } from '../../../src/adapters/dynamodb/document-client.ts';
import { DynamoDbChatHistory } from '../../../src/adapters/dynamodb/dynamodb-chat-history.ts';
import { DynamoDbResultSink } from '../../../src/adapters/dynamodb/dynamodb-result-sink.ts';
import { sampleMessage } from '../../../src/entrypoints/library/testing/sample-message.ts';
import { createTable } from '../../engines/chat-message-table-fixture.ts';
import { describeOn, engines } from '../../engines/engines.ts';
import { startProxy } from '../../servers/proxy.ts';

for (const engine of engines)
  describeOn(engine, () => {
    test('a rehearsed delivery leaves no trace, asks once for the health of DynamoDB, and comes before the real one', async () => {
      const table = await createTable(engine);
      const proxy = await startProxy(engine.clientConfig.endpoint as string);
      const client = documentClient({ ...engine.clientConfig, endpoint: proxy.url });
      try {
        const sink = new DynamoDbResultSink(client, table.tableName);
        const history = new DynamoDbChatHistory(table.client, table.tableName);
        const message = sampleMessage();

        await Promise.all([sink.rehearse(message), sink.rehearse(message)]);
        expect(await history.get(message.id)).toBeUndefined();
        expect(proxy.requests).toMatchObject([{ method: 'GET', body: '' }]);
        expect(proxy.requests[0]?.headers).not.toHaveProperty('authorization');

        expect(await sink.deliver(message)).toMatchObject({ status: 'delivered', retries: 0 });
        expect(await history.get(message.id)).toEqual(message);
        expect(proxy.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
      } finally {
        client.destroy();
        await proxy.close();
        await table.destroy();
      }
    });
  });
