import type { ChatMessage } from '../domain/chat-message.ts';
import { DeliveryError } from '../domain/delivery-error.ts';
import { logSessionRefused } from './deliver-answer.ts';
import type { Chats } from './handle-request.ts';
import type { Chat } from './ports/chat.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';

export interface RedeliverDependencies {
  readonly chats: Chats;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How many parked messages ended how. Only those that failed are still parked. */
export interface RedeliveryReport {
  readonly delivered: number;
  readonly alreadyDelivered: number;
  readonly refused: number;
  readonly failed: number;
}

type Ending = keyof RedeliveryReport;

export interface RedeliveryOptions {
  /** No message is begun after this time. */
  readonly until?: Date;
  /** Told after each message. */
  readonly progress?: (report: RedeliveryReport) => void;
}

/** Delivers what is parked, idempotently, and removes what arrived. */
export type Redeliver = (options?: RedeliveryOptions) => Promise<RedeliveryReport>;

export function redeliver({ chats, clock, logger }: RedeliverDependencies): Redeliver {
  return async ({ until, progress } = {}) => {
    const report = { delivered: 0, alreadyDelivered: 0, refused: 0, failed: 0 };
    const chat = await chats.async();
    for await (const message of chat.undelivered.all()) {
      if (until && clock.now() >= until) break;
      report[await deliverParked(chat, message, logger)]++;
      progress?.({ ...report });
    }
    return report;
  };
}

async function deliverParked(
  { sink, sessions, undelivered }: Chat,
  message: ChatMessage,
  logger: Logger,
): Promise<Ending> {
  const recipient = { sessionId: message.chatSessionId, userId: message.owner };
  const facts = { ...recipient, messageId: message.id };
  try {
    const ending = (await sessions.belongsTo(recipient)) ? await deliver() : 'refused';
    if (ending === 'refused') logSessionRefused(logger, facts);
    await undelivered.remove(message.id);
    logger.log('info', 'A parked message was redelivered', { ...facts, ending });
    return ending;
  } catch (err) {
    const code = err instanceof DeliveryError ? err.code : 'unknown-write-error';
    logger.log('error', 'A parked message could not be redelivered', { ...facts, code, err });
    return 'failed';
  }

  async function deliver(): Promise<Ending> {
    const { status } = await sink.deliver(message);
    if (status === 'discarded')
      throw new DeliveryError('table-not-configured', 'no sink keeps messages', 'Configure one.');
    return status === 'delivered' ? 'delivered' : 'alreadyDelivered';
  }
}
