import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject, injectable } from 'inversify';
import type { ChatMessage } from '../../domain/chat-message.ts';
import type { DeliveryReceipt, ResultSink } from '../../domain/result-sink.ts';
import { toItem } from './chat-message-item.ts';
import { itemBytes } from './item-bytes.ts';
import { DOCUMENT_CLIENT, TABLE_NAME } from './tokens.ts';
import { toDeliveryError } from './to-delivery-error.ts';

/** Nothing is there yet, or the unfinished answer that this message finishes. */
const UNFINISHED =
  'attribute_not_exists(id) OR (responseComplete = :false AND chatSessionId = :session AND #owner = :owner)';

/** Delivers into the table behind Amplify's `ChatMessage` model, by one conditional put per message. */
@injectable()
export class DynamoDbResultSink implements ResultSink {
  constructor(
    @inject(DOCUMENT_CLIENT) private readonly client: DynamoDBDocumentClient,
    @inject(TABLE_NAME) private readonly tableName: string,
  ) {}

  async deliver(message: ChatMessage): Promise<DeliveryReceipt> {
    const item = toItem(message);
    const bytes = itemBytes(item);
    try {
      await this.client.send(
        new PutCommand({
          TableName: this.tableName,
          Item: item,
          ConditionExpression: UNFINISHED,
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: { ':false': false, ':session': message.chatSessionId, ':owner': message.owner },
        }),
      );
      return { status: 'delivered', bytes };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return { status: 'already-delivered', bytes };
      throw toDeliveryError(error, this.tableName, bytes);
    }
  }
}
