import {
  GetCommand,
  QueryCommand,
  type DynamoDBDocumentClient,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import { inject, injectable } from 'inversify';
import { decodeCursor } from '../../application/history-cursor.ts';
import { historyPage } from '../../application/history-page.ts';
import type { ChatHistory, HistoryPage, HistoryQuery } from '../../application/ports/chat-history.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';
import type { Recipient } from '../../domain/delivery-mode.ts';
import { fromItem } from './chat-message-item.ts';
import { SESSION_INDEX } from './chat-message-table.ts';
import { toDeliveryError } from './to-delivery-error.ts';
import { DOCUMENT_CLIENT, TABLE_NAME } from './tokens.ts';

type Key = QueryCommandInput['ExclusiveStartKey'];

/** The fewest messages to look at where the first look was not enough: most of them are somebody else's. */
const MORE = 100;

/** Reads a session through Amplify's index. The index follows the table within moments, not at once. */
@injectable()
export class DynamoDbChatHistory implements ChatHistory {
  constructor(
    @inject(DOCUMENT_CLIENT) private readonly client: DynamoDBDocumentClient,
    @inject(TABLE_NAME) private readonly tableName: string,
  ) {}

  async list({ sessionId, userId, limit, after, since }: HistoryQuery): Promise<HistoryPage> {
    const found: ChatMessage[] = [];
    let from: Key = after === undefined ? undefined : { chatSessionId: sessionId, ...decodeCursor(after) };
    let size = limit + 1;
    do {
      const input = { ...this.ownMessages({ sessionId, userId }, since), Limit: size };
      const page = await this.query({ ...input, ExclusiveStartKey: from });
      found.push(...(page.Items ?? []).map(fromItem));
      from = page.LastEvaluatedKey;
      size = Math.max(limit + 1 - found.length, MORE);
    } while (from !== undefined && found.length <= limit);
    return historyPage(found, limit);
  }

  async get(id: string): Promise<ChatMessage | undefined> {
    const input = { TableName: this.tableName, Key: { id }, ConsistentRead: true };
    const { Item } = await this.client.send(new GetCommand(input)).catch(this.translate);
    return Item && fromItem(Item);
  }

  async findAnswer(recipient: Recipient, random: string, since: Date): Promise<ChatMessage | undefined> {
    const own = this.ownMessages(recipient, since);
    const input = {
      ...own,
      FilterExpression: `(${own.FilterExpression}) AND contains(id, :random)`,
      ExpressionAttributeValues: { ...own.ExpressionAttributeValues, ':random': `-${random}` },
    };
    let from: Key;
    do {
      const page = await this.query({ ...input, ExclusiveStartKey: from });
      const item = page.Items?.find(({ id }) => String(id).endsWith(`-${random}`));
      if (item) return fromItem(item);
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return undefined;
  }

  private query(input: QueryCommandInput): Promise<QueryCommandOutput> {
    return this.client.send(new QueryCommand(input)).catch(this.translate);
  }

  private readonly translate = (error: unknown): never => {
    throw toDeliveryError(error, this.tableName);
  };

  private ownMessages({ sessionId, userId }: Recipient, since?: Date) {
    const values = { ':session': sessionId, ':user': userId, ':userPrefix': `${userId}::` };
    return {
      TableName: this.tableName,
      IndexName: SESSION_INDEX,
      KeyConditionExpression: `chatSessionId = :session${since ? ' AND createdAt >= :since' : ''}`,
      FilterExpression: '#owner = :user OR begins_with(#owner, :userPrefix)',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: since ? { ...values, ':since': since.toISOString() } : values,
    };
  }
}
