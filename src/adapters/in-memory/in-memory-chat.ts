import { inject, injectable, type ServiceIdentifier } from 'inversify';
import { deliverOneByOne } from '../../application/deliver-one-by-one.ts';
import { decodeCursor, type HistoryPosition } from '../../application/history-cursor.ts';
import { historyPage } from '../../application/history-page.ts';
import type { ChatHistory, HistoryPage, HistoryQuery, ReadOptions } from '../../application/ports/chat-history.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';
import type { Recipient } from '../../domain/delivery-mode.ts';
import { DeliveryError } from '../../domain/delivery-error.ts';
import { isExpired } from '../../domain/is-expired.ts';
import { ownedBy } from '../../domain/owned-by.ts';
import type { DeliveryReceipt, DeliveryResult, ResultSink } from '../../domain/result-sink.ts';

export const CHAT_CLOCK = Symbol.for('ChatClock') as ServiceIdentifier<Clock>;

/** A chat that lives as long as the process, for development and tests. It holds JSON texts, so nobody can change them. */
@injectable()
export class InMemoryChat implements ResultSink, ChatHistory {
  private readonly texts = new Map<string, string>();

  constructor(@inject(CHAT_CLOCK) private readonly clock: Clock = { now: () => new Date() }) {}

  // Nothing is awaited: between the check and the write no other delivery can come.
  // eslint-disable-next-line @typescript-eslint/require-await
  async deliver(message: ChatMessage, signal?: AbortSignal): Promise<DeliveryReceipt> {
    if (signal?.aborted) throw new DeliveryError('out-of-time', 'the time was up before', 'Begin earlier.');
    const text = toText(message);
    const bytes = Buffer.byteLength(text);
    const present = this.find(message.id);
    if (present && !mayReplace(message, present)) return { status: 'already-delivered', bytes };
    this.texts.set(message.id, text);
    return { status: 'delivered', bytes };
  }

  deliverAll(messages: readonly ChatMessage[], signal?: AbortSignal): Promise<readonly DeliveryResult[]> {
    return deliverOneByOne((message) => this.deliver(message, signal), messages, signal);
  }

  get(id: string, { asStored }: ReadOptions = {}): Promise<ChatMessage | undefined> {
    const message = this.find(id);
    return Promise.resolve(message && (asStored || !isExpired(message, this.clock.now())) ? message : undefined);
  }

  findAnswer(recipient: Recipient, random: string, since: Date): Promise<ChatMessage | undefined> {
    return Promise.resolve(
      this.ownMessages(recipient).find(
        ({ id, createdAt }) => id.endsWith(`-${random}`) && new Date(createdAt) >= since,
      ),
    );
  }

  /** What is stored, expired or not. */
  find(id: string): ChatMessage | undefined {
    const text = this.texts.get(id);
    return text === undefined ? undefined : (JSON.parse(text) as ChatMessage);
  }

  list({ sessionId, userId, limit, after, since, skip }: HistoryQuery): Promise<HistoryPage> {
    const from = after === undefined ? undefined : decodeCursor(after);
    const found = this.ownMessages({ sessionId, userId })
      .filter((message) => !isExpired(message, this.clock.now()))
      .sort(inOrder)
      .filter((message) => from === undefined || inOrder(message, from) > 0)
      .filter(({ createdAt }) => since === undefined || createdAt >= since.toISOString())
      .filter((message) => !skip?.(message));
    return Promise.resolve(historyPage(found, limit));
  }

  private ownMessages({ sessionId, userId }: Recipient): ChatMessage[] {
    return [...this.texts.values()]
      .map((text) => JSON.parse(text) as ChatMessage)
      .filter(({ chatSessionId, owner }) => chatSessionId === sessionId && ownedBy(owner, userId));
  }
}

function mayReplace(message: ChatMessage, present: ChatMessage): boolean {
  const sameChat = message.chatSessionId === present.chatSessionId && message.owner === present.owner;
  const newer = message.responseComplete || (present.revision ?? -1) < (message.revision ?? 0);
  return !present.responseComplete && sameChat && newer;
}

function inOrder(a: HistoryPosition, b: HistoryPosition): number {
  return compare(a.createdAt, b.createdAt) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toText(message: ChatMessage): string {
  try {
    return JSON.stringify(message);
  } catch (cause) {
    throw new DeliveryError('invalid-item', 'the message cannot be written as JSON', 'See the cause.', { cause });
  }
}
