import 'reflect-metadata';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDbChatHistory } from '../../../src/adapters/dynamodb/dynamodb-chat-history.ts';
import { DynamoDbResultSink } from '../../../src/adapters/dynamodb/dynamodb-result-sink.ts';
import { sampleMessage } from '../../../src/entrypoints/library/testing/sample-message.ts';
import { createTable, type TableFixture } from '../../engines/chat-message-table-fixture.ts';
import { describeOn, engines } from '../../engines/engines.ts';

for (const engine of engines) {
  describeOn(engine, () => {
    let table: TableFixture;
    beforeEach(async () => {
      table = await createTable(engine);
    });
    afterEach(() => table.destroy());

    test('the item is what Amplify reads, attribute by attribute', async () => {
      const message = sampleMessage({
        artifacts: [{ type: 'table', data: { rows: [1] } }],
        thoughtSteps: [{ step: 1, action: 'Look', reasoning: 'Because' }],
        metadata: { executionTime: 5, toolsUsed: ['a'] },
      });
      await new DynamoDbResultSink(table.client, table.tableName).deliver(message);
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.tableName, Key: { id: { S: message.id } }, ConsistentRead: true }),
      );
      expect(Item).toEqual({
        id: { S: message.id },
        chatSessionId: { S: message.chatSessionId },
        owner: { S: message.owner },
        role: { S: 'ai' },
        content: { M: { text: { S: message.text } } },
        responseComplete: { BOOL: true },
        artifacts: { L: [{ M: { type: { S: 'table' }, data: { M: { rows: { L: [{ N: '1' }] } } } } }] },
        thoughtSteps: { L: [{ M: { step: { N: '1' }, action: { S: 'Look' }, reasoning: { S: 'Because' } } }] },
        metadata: { M: { executionTime: { N: '5' }, toolsUsed: { L: [{ S: 'a' }] } } },
        createdAt: { S: message.createdAt },
        updatedAt: { S: message.updatedAt },
        expiresAt: { N: '4102444800' },
        __typename: { S: 'ChatMessage' },
      });
    });

    test('a message that an app wrote through AppSync is read', async () => {
      const [createdAt, updatedAt] = ['2026-01-31T12:00:00.000Z', '2026-01-31T12:00:00.000Z'];
      await table.client.send(
        new PutItemCommand({
          TableName: table.tableName,
          Item: {
            id: { S: '0f9d1c1e-8c55-4e8a-9f3e-1b1f6b1f6b1f' },
            chatSessionId: { S: 'session-1' },
            owner: { S: 'user-1::ada' },
            role: { S: 'human' },
            content: { M: { text: { S: 'Hello' } } },
            createdAt: { S: createdAt },
            updatedAt: { S: updatedAt },
            __typename: { S: 'ChatMessage' },
          },
        }),
      );
      const history = new DynamoDbChatHistory(table.client, table.tableName);
      expect(await history.list({ sessionId: 'session-1', userId: 'user-1', limit: 10 })).toEqual({
        messages: [
          {
            id: '0f9d1c1e-8c55-4e8a-9f3e-1b1f6b1f6b1f',
            chatSessionId: 'session-1',
            owner: 'user-1::ada',
            role: 'human',
            text: 'Hello',
            responseComplete: true,
            artifacts: [],
            thoughtSteps: [],
            metadata: {},
            createdAt,
            updatedAt,
          },
        ],
      });
    });
  });
}
