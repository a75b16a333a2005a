import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject, injectable } from 'inversify';
import type { ChatHistory, HistoryPage, HistoryQuery } from '../../application/ports/chat-history.ts';
import { decodeCursor } from '../../application/history-cursor.ts';
import { historyPage } from '../../application/history-page.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';
import { fromItem } from './chat-message-item.ts';
import { SESSION_INDEX } from './chat-message-table.ts';
import { DOCUMENT_CLIENT, TABLE_NAME } from './tokens.ts';

/** Reads a session through Amplify's index. The index follows the table within moments, not at once. */
@injectable()
export class DynamoDbChatHistory implements ChatHistory {
  constructor(
    @inject(DOCUMENT_CLIENT) private readonly client: DynamoDBDocumentClient,
    @inject(TABLE_NAME) private readonly tableName: string,
  ) {}

  async list({ sessionId, userId, limit, after }: HistoryQuery): Promise<HistoryPage> {
    const found: ChatMessage[] = [];
    let from = after === undefined ? undefined : { chatSessionId: sessionId, ...decodeCursor(after) };
    do {
      const page = await this.client.send(
        new QueryCommand({
          TableName: this.tableName,
          IndexName: SESSION_INDEX,
          KeyConditionExpression: 'chatSessionId = :session',
          FilterExpression: '#owner = :user OR begins_with(#owner, :userPrefix)',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: { ':session': sessionId, ':user': userId, ':userPrefix': `${userId}::` },
          Limit: limit + 1 - found.length,
          ExclusiveStartKey: from,
        }),
      );
      found.push(...(page.Items ?? []).map(fromItem));
      from = page.LastEvaluatedKey as typeof from;
    } while (from !== undefined && found.length <= limit);
    return historyPage(found, limit);
  }
}
