import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../../../src/adapters/dynamodb/document-client.ts';
import { DynamoDbChatSessions } from '../../../src/adapters/dynamodb/dynamodb-chat-sessions.ts';
import { DeliveryError } from '../../../src/domain/delivery-error.ts';
import { describeOn, engines } from '../../engines/engines.ts';

for (const engine of engines)
  describeOn(engine, () => {
    const TableName = `ChatSession-${randomUUID()}-NONE`;
    let client: DynamoDBDocumentClient;
    let sessions: DynamoDbChatSessions;
    beforeAll(async () => {
      client = documentClient(engine.clientConfig);
      sessions = new DynamoDbChatSessions(client, TableName);
      await client.send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        }),
      );
    });
    afterAll(async () => {
      await client.send(new DeleteTableCommand({ TableName }));
      client.destroy();
    });

    test.each<[owner: unknown, userId: string, isTheirs: boolean]>([
      ['ada', 'ada', true],
      ['ada::ada@example.com', 'ada', true],
      ['ada::', 'ada', true],
      ['ada2', 'ada', false],
      ['ada:ada', 'ada', false],
      ['ada', 'ada2', false],
      ['ada', 'ada::ada', false],
      ['eve::ada', 'ada', false],
      ['ADA', 'ada', false],
      [['ada'], 'ada', false],
      [null, 'ada', false],
      [undefined, 'ada', false],
    ])('a session with the owner %j belongs to %s: %s', async (owner, userId, isTheirs) => {
      const id = randomUUID();
      await client.send(new PutCommand({ TableName, Item: { id, owner, name: 'A chat', __typename: 'ChatSession' } }));
      expect(await sessions.belongsTo({ sessionId: id, userId })).toBe(isTheirs);
    });

    test('a session that does not exist is nobody’s', async () => {
      expect(await sessions.belongsTo({ sessionId: randomUUID(), userId: 'ada' })).toBe(false);
    });

    test('without the table nothing can be found out', async () => {
      const missing = new DynamoDbChatSessions(client, `ChatSession-${randomUUID()}-NONE`);
      const error: unknown = await missing
        .belongsTo({ sessionId: 's', userId: 'ada' })
        .catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(DeliveryError);
      expect(error).toMatchObject({ code: 'table-not-found' });
    });
  });
