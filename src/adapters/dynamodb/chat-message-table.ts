import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/** The index that Amplify Gen 2 makes for `secondaryIndexes: [index('chatSessionId').sortKeys(['createdAt'])]`. */
export const SESSION_INDEX = 'chatMessagesByChatSessionIdAndCreatedAt';

/** The table behind the `ChatMessage` model, as Amplify Gen 2 deploys it. */
export function chatMessageTable(tableName: string): CreateTableCommandInput {
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'chatSessionId', AttributeType: 'S' },
      { AttributeName: 'createdAt', AttributeType: 'S' },
    ],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: SESSION_INDEX,
        KeySchema: [
          { AttributeName: 'chatSessionId', KeyType: 'HASH' },
          { AttributeName: 'createdAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  };
}
