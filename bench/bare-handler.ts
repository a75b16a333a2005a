import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** What one would write without chat-courier: the event is the item. */
export async function handler(item: Record<string, unknown>): Promise<void> {
  await client.send(new PutCommand({ TableName: process.env['AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME'], Item: item }));
}
