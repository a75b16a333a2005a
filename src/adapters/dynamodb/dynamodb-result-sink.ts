import { isDeepStrictEqual } from 'node:util';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject, injectable } from 'inversify';
import { asJson } from '../../application/as-json.ts';
import { untilAborted } from '../../application/until-aborted.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';
import type { DeliveryReceipt, DeliveryResult, ResultSink } from '../../domain/result-sink.ts';
import type { ChatMessageItem } from './chat-message-item.ts';
import { deliverBatches } from './deliver-batches.ts';
import { packMessage, type PackedMessage, type Packing } from './packing/pack-message.ts';
import { rehearseWrite } from './rehearse-write.ts';
import { DOCUMENT_CLIENT, PACKING, TABLE_NAME } from './tokens.ts';
import { retriesOf, toDeliveryError } from './to-delivery-error.ts';
import type { BatchTable } from './write-batch.ts';

/** Nothing is there yet, or an unfinished answer of the same chat. */
const UNFINISHED =
  'attribute_not_exists(id) OR (responseComplete = :false AND chatSessionId = :session AND #owner = :owner';
const OLDER = 'AND (attribute_not_exists(revision) OR revision < :revision)';

interface SendOptions {
  readonly abortSignal?: AbortSignal;
}

/** Delivers into the table behind Amplify's `ChatMessage` model, by one conditional put per message, or in batches. */
@injectable()
export class DynamoDbResultSink implements ResultSink {
  private rehearsed: Promise<void> | undefined;

  constructor(
    @inject(DOCUMENT_CLIENT) private readonly client: DynamoDBDocumentClient,
    @inject(TABLE_NAME) private readonly tableName: string,
    @inject(PACKING) private readonly packing: Packing = {},
  ) {}

  async deliver(message: ChatMessage, signal?: AbortSignal): Promise<DeliveryReceipt> {
    const { item, bytes } = await this.pack(message, signal);
    try {
      const stored = await within(signal, (options) => this.client.send(this.put(item), options));
      return { status: 'delivered', bytes, retries: retriesOf(stored) };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw toDeliveryError(error, this.tableName, bytes);
      const status = (await this.storedByAnEarlierAttempt(item, error, signal)) ? 'delivered' : 'already-delivered';
      return { status, bytes, retries: retriesOf(error) };
    }
  }

  deliverAll(messages: readonly ChatMessage[], signal?: AbortSignal): Promise<readonly DeliveryResult[]> {
    const { client, tableName } = this;
    const table = (within: AbortSignal): BatchTable => ({
      ...{ client, tableName, pack: (message) => this.pack(message, within) },
      alone: (message) => this.deliver(message, within),
    });
    return deliverBatches(table, messages, signal);
  }

  /** Once: after that the way is known, and the connections are kept. */
  rehearse(message: ChatMessage): Promise<void> {
    return (this.rehearsed ??= this.pack(message).then(({ item }) => rehearseWrite(this.client, this.put(item))));
  }

  private async pack(message: ChatMessage, signal?: AbortSignal): Promise<PackedMessage> {
    try {
      const json = (await asJson(message)) as ChatMessage;
      return await untilAborted(packMessage(json, this.packing, signal), signal);
    } catch (error) {
      throw toDeliveryError(error, this.tableName);
    }
  }

  private put(item: ChatMessageItem): PutCommand {
    const { responseComplete, revision = 0 } = item;
    return new PutCommand({
      TableName: this.tableName,
      Item: item,
      ConditionExpression: responseComplete ? `${UNFINISHED})` : `${UNFINISHED} ${OLDER})`,
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: {
        ':false': false,
        ':session': item.chatSessionId,
        ':owner': item.owner,
        ...(!responseComplete && { ':revision': revision }),
      },
    });
  }

  /** The SDK may have tried again although the engine had stored the item and only its answer was lost. */
  private async storedByAnEarlierAttempt(
    item: ChatMessageItem,
    error: ConditionalCheckFailedException,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    if ((error.$metadata.attempts ?? 1) === 1) return false;
    try {
      const key = { TableName: this.tableName, Key: { id: item.id }, ConsistentRead: true };
      const { Item } = await within(signal, (options) => this.client.send(new GetCommand(key), options));
      return isDeepStrictEqual(Item, item);
    } catch (cause) {
      throw toDeliveryError(cause, this.tableName);
    }
  }
}

/** The SDK notices an abort only when its pause between two attempts is over. */
function within<T>(signal: AbortSignal | undefined, send: (options: SendOptions) => Promise<T>): Promise<T> {
  return signal ? untilAborted(send({ abortSignal: signal }), signal) : send({});
}
