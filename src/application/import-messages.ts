import { logSessionRefused } from './deliver-answer.ts';
import { deliverFinished, TOGETHER } from './deliver-finished.ts';
import { codeOf, counted, NOTHING_YET, type DeliveryReport, type Ending } from './delivery-report.ts';
import { errorOf } from './error-of.ts';
import { inChunks } from './in-chunks.ts';
import { parseParkedMessage } from './parse-parked-message.ts';
import type { Chats } from './ports/chat.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import { untilAborted } from './until-aborted.ts';
import { withinTime } from './within-time.ts';
import type { ChatMessage } from '../domain/chat-message.ts';

export interface ImportDependencies {
  readonly chats: Chats;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A line whose message is not in the chat now. */
export interface ImportProblem {
  /** Of the line: from 1. */
  readonly line: number;
  /** Absent where the line could not be read. */
  readonly messageId?: string;
  readonly reason: 'kept' | 'refused' | Error;
}

export interface ImportOptions {
  /** Ends the run soon. */
  readonly signal?: AbortSignal;
  /** Told after each message. */
  readonly progress?: (report: DeliveryReport) => void;
  /** Told of each message that did not arrive. */
  readonly problem?: (problem: ImportProblem) => void;
}

/**
 * Brings finished messages into their chats, idempotently: one a line, as JSON. Empty lines are left out. A bad line
 * stops nothing else.
 */
export type ImportMessages = (lines: AsyncIterable<string>, options?: ImportOptions) => Promise<DeliveryReport>;

interface Line {
  readonly line: number;
  readonly message: ChatMessage;
  readonly bytes: number;
}

type Tell = (line: number, ending: Ending | Error, message?: ChatMessage) => void;

export function importMessages({ chats, clock, logger }: ImportDependencies): ImportMessages {
  return (lines, { signal, progress, problem } = {}) => {
    let report = NOTHING_YET;
    const tell: Tell = (line, ending, message) => {
      log(logger, line, ending, message);
      report = counted(report, ending);
      if (ending instanceof Error || ending === 'kept' || ending === 'refused') {
        problem?.({ line, ...(message && { messageId: message.id }), reason: ending });
      }
      progress?.(report);
    };
    return withinTime(Infinity, signal, async (end) => {
      const chat = await untilAborted(chats.async(), end);
      for await (const chunk of inChunks(readable(lines, tell), TOGETHER, ({ bytes }) => bytes)) {
        if (end.aborted) break;
        const messages = chunk.map(({ message }) => message);
        const endings = await deliverFinished(chat, messages, { now: clock.now(), end });
        for (const [n, { line, message }] of chunk.entries()) tell(line, endings[n] ?? new Error('no ending'), message);
      }
      return report;
    });
  };
}

async function* readable(lines: AsyncIterable<string>, tell: Tell): AsyncGenerator<Line> {
  let line = 0;
  for await (const text of lines) {
    line++;
    if (text.trim() === '') continue;
    const message = parsed(text);
    if (message instanceof Error) tell(line, message);
    else yield { line, message, bytes: text.length };
  }
}

function parsed(text: string): ChatMessage | Error {
  try {
    return parseParkedMessage(text);
  } catch (error) {
    return errorOf(error);
  }
}

function log(logger: Logger, line: number, ending: Ending | Error, message?: ChatMessage): void {
  const facts = { line, sessionId: message?.chatSessionId, userId: message?.owner, messageId: message?.id };
  if (ending === 'refused') logSessionRefused(logger, facts);
  else if (ending instanceof Error) {
    logger.log('error', 'A line could not be imported', { ...facts, code: codeOf(ending), err: ending });
  } else logger.log(ending === 'kept' ? 'warn' : 'info', 'A line was read', { ...facts, ending });
}
