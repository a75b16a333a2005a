import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject, injectable } from 'inversify';
import type { ChatSessions } from '../../application/ports/chat-sessions.ts';
import type { Recipient } from '../../domain/delivery-mode.ts';
import { ownedBy } from '../../domain/owned-by.ts';
import { DOCUMENT_CLIENT, SESSION_TABLE_NAME } from './tokens.ts';
import { toDeliveryError } from './to-delivery-error.ts';

/** Looks sessions up in the table behind Amplify's `ChatSession` model. */
@injectable()
export class DynamoDbChatSessions implements ChatSessions {
  constructor(
    @inject(DOCUMENT_CLIENT) private readonly client: DynamoDBDocumentClient,
    @inject(SESSION_TABLE_NAME) private readonly tableName: string,
  ) {}

  async belongsTo({ sessionId, userId }: Recipient, signal?: AbortSignal): Promise<boolean> {
    try {
      const { Item } = await this.client.send(
        new GetCommand({
          TableName: this.tableName,
          Key: { id: sessionId },
          ProjectionExpression: '#owner',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ConsistentRead: true,
        }),
        signal ? { abortSignal: signal } : {},
      );
      const owner: unknown = Item?.['owner'];
      return typeof owner === 'string' && ownedBy(owner, userId);
    } catch (error) {
      throw toDeliveryError(error, this.tableName);
    }
  }
}
