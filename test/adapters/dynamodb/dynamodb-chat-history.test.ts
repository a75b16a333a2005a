import 'reflect-metadata';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { toItem } from '../../../src/adapters/dynamodb/chat-message-item.ts';
import { DynamoDbChatHistory } from '../../../src/adapters/dynamodb/dynamodb-chat-history.ts';
import { DeliveryError } from '../../../src/domain/delivery-error.ts';
import { sampleMessage } from '../../../src/entrypoints/library/testing/sample-message.ts';
import { createTable, type TableFixture } from '../../engines/chat-message-table-fixture.ts';
import { describeOn, dynalite } from '../../engines/engines.ts';

const recipient = { sessionId: 'session-1', userId: 'user-1' };

describeOn(dynalite, () => {
  let table: TableFixture;
  beforeEach(async () => {
    table = await createTable(dynalite);
  });
  afterEach(() => table.destroy());

  test.each<[string, (history: DynamoDbChatHistory) => Promise<unknown>]>([
    ['list', (history) => history.list({ ...recipient, limit: 1 })],
    ['get', (history) => history.get('msg-1-a')],
    ['findAnswer', (history) => history.findAnswer(recipient, 'a', new Date(0))],
  ])('%s says in our own words that there is no table', async (_, read) => {
    const failure: unknown = await read(new DynamoDbChatHistory(table.client, 'ChatMessage-no-NONE')).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(DeliveryError);
    expect(failure).toMatchObject({ code: 'table-not-found', message: expect.stringContaining('no-NONE') as string });
  });

  test('one message among many of others takes a few queries, and one among one’s own takes one', async () => {
    const put = (owner: string, second: number) => {
      const createdAt = new Date(Date.UTC(2026, 0, 31, 12, 0, second)).toISOString();
      const Item = toItem(sampleMessage({ owner, createdAt, text: `${second}` }));
      return table.client.send(new PutCommand({ TableName: table.tableName, Item }));
    };
    for (let n = 0; n < 150; n++) await put('user-2', n);
    for (let n = 150; n < 155; n++) await put('user-1', n);
    let requests = 0;
    table.client.middlewareStack.add((next) => (args) => (requests++, next(args)), { step: 'initialize' });
    const history = new DynamoDbChatHistory(table.client, table.tableName);

    const first = await history.list({ ...recipient, limit: 2 });
    expect(first.messages.map(({ text }) => text)).toEqual(['150', '151']);
    expect(requests).toBe(3);

    requests = 0;
    const second = await history.list({ ...recipient, limit: 2, after: first.next });
    expect(second.messages.map(({ text }) => text)).toEqual(['152', '153']);
    expect(requests).toBe(1);
  });
});
