import {
  GetCommand,
  QueryCommand,
  type DynamoDBDocumentClient,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import { inject, injectable, type ServiceIdentifier } from 'inversify';
import pMap from 'p-map';
import { decodeCursor } from '../../application/history-cursor.ts';
import { historyPage } from '../../application/history-page.ts';
import type { ChatHistory, HistoryPage, HistoryQuery, ReadOptions } from '../../application/ports/chat-history.ts';
import type { Clock } from '../../application/ports/clock.ts';
import { unpackedBytes, unpackMessage, type ResolveReference } from '../../application/unpack-message.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';
import type { Recipient } from '../../domain/delivery-mode.ts';
import { isExpired } from '../../domain/is-expired.ts';
import { fromItem } from './chat-message-item.ts';
import { SESSION_INDEX } from './chat-message-table.ts';
import { toDeliveryError } from './to-delivery-error.ts';
import type { Packing } from './packing/pack-message.ts';
import { DOCUMENT_CLIENT, PACKING, TABLE_NAME } from './tokens.ts';

export const HISTORY_CLOCK = Symbol.for('HistoryClock') as ServiceIdentifier<Clock>;

type Key = QueryCommandInput['ExclusiveStartKey'];

/** The fewest messages to look at where the first look was not enough: most of them are somebody else's. */
const MORE = 100;

/** The most that the packed parts of a page may come to, unless one message has more. */
const MAX_PAGE_BYTES = 16 * 1024 * 1024;

/** Reads a session through Amplify's index. The index follows the table within moments, not at once. */
@injectable()
export class DynamoDbChatHistory implements ChatHistory {
  private readonly resolve: ResolveReference;

  constructor(
    @inject(DOCUMENT_CLIENT) private readonly client: DynamoDBDocumentClient,
    @inject(TABLE_NAME) private readonly tableName: string,
    @inject(PACKING) { store }: Packing = {},
    @inject(HISTORY_CLOCK) private readonly clock: Clock = { now: () => new Date() },
  ) {
    this.resolve = async ({ key }) => (await store?.get(key))?.body;
  }

  async list({ sessionId, userId, limit, after, since, skip }: HistoryQuery): Promise<HistoryPage> {
    const found: ChatMessage[] = [];
    let from: Key = after === undefined ? undefined : { chatSessionId: sessionId, ...decodeCursor(after) };
    let size = limit + 1;
    do {
      const input = { ...this.notExpired(this.ownMessages({ sessionId, userId }, since)), Limit: size };
      const page = await this.query({ ...input, ExclusiveStartKey: from });
      found.push(...(page.Items ?? []).map(fromItem).filter((message) => !skip?.(message)));
      from = page.LastEvaluatedKey;
      size = Math.max(limit + 1 - found.length, MORE);
    } while (from !== undefined && found.length <= limit);
    const { messages, ...next } = historyPage(found, Math.min(limit, howManyFit(found)));
    return { messages: await pMap(messages, (message) => this.unpack(message), { concurrency: 1 }), ...next };
  }

  async get(id: string, { asStored, signal }: ReadOptions = {}): Promise<ChatMessage | undefined> {
    const input = { TableName: this.tableName, Key: { id }, ConsistentRead: true };
    const { Item } = await this.client.send(new GetCommand(input), sendOptions(signal)).catch(this.translate);
    const message = Item && fromItem(Item);
    if (asStored) return message;
    return message && !isExpired(message, this.clock.now()) ? this.unpack(message) : undefined;
  }

  async findAnswer(
    recipient: Recipient,
    random: string,
    since: Date,
    signal?: AbortSignal,
  ): Promise<ChatMessage | undefined> {
    const own = this.ownMessages(recipient, since);
    const input = {
      ...own,
      FilterExpression: `(${own.FilterExpression}) AND contains(id, :random)`,
      ExpressionAttributeValues: { ...own.ExpressionAttributeValues, ':random': `-${random}` },
    };
    let from: Key;
    do {
      const page = await this.query({ ...input, ExclusiveStartKey: from }, signal);
      const item = page.Items?.find(({ id }) => String(id).endsWith(`-${random}`));
      if (item) return fromItem(item);
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return undefined;
  }

  private unpack(message: ChatMessage): Promise<ChatMessage> {
    return unpackMessage(message, this.resolve).catch(this.translate);
  }

  private query(input: QueryCommandInput, signal?: AbortSignal): Promise<QueryCommandOutput> {
    return this.client.send(new QueryCommand(input), sendOptions(signal)).catch(this.translate);
  }

  private readonly translate = (error: unknown): never => {
    throw toDeliveryError(error, this.tableName);
  };

  /** DynamoDB deletes what has expired days later. `NOT` keeps items whose attribute is absent. */
  private notExpired(query: ReturnType<typeof this.ownMessages>) {
    return {
      ...query,
      FilterExpression: `(${query.FilterExpression}) AND NOT expiresAt <= :now`,
      ExpressionAttributeValues: { ...query.ExpressionAttributeValues, ':now': this.clock.now().getTime() / 1_000 },
    };
  }

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

function sendOptions(signal: AbortSignal | undefined) {
  return signal ? { abortSignal: signal } : {};
}

function howManyFit(messages: readonly ChatMessage[]): number {
  let bytes = 0;
  const tooMany = messages.findIndex((message) => (bytes += unpackedBytes(message)) > MAX_PAGE_BYTES);
  return tooMany === -1 ? messages.length : Math.max(tooMany, 1);
}
