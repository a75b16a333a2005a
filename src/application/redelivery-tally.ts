import type { ChatMessage } from '../domain/chat-message.ts';
import { logSessionRefused } from './deliver-answer.ts';
import { isTooLarge } from './deliver-finished.ts';
import { codeOf, counted, NOTHING_YET, type DeliveryReport, type Ending } from './delivery-report.ts';
import type { ErrorCode } from '../domain/error-code.ts';
import type { Logger } from './ports/logger.ts';
import type { RedeliverDependencies, RedeliveryOptions } from './redeliver.ts';

/** Tells, counts and logs how each parked message of one run ended. */
export class RedeliveryTally {
  report: DeliveryReport = NOTHING_YET;

  constructor(
    private readonly deps: Pick<RedeliverDependencies, 'clock' | 'logger' | 'metrics'>,
    private readonly options: RedeliveryOptions,
  ) {}

  /** Counts what an earlier run found out. @returns whether one did */
  knows(key: string): boolean {
    const ending = this.options.known?.of(key, this.deps.clock.now());
    if (ending) this.count(key, ending);
    return ending !== undefined;
  }

  /** @param message absent if it could not be read */
  note(key: string, ending: Ending | Error, message?: ChatMessage): void {
    logEnding(this.deps.logger, { key, ...(message && idsOf(message)) }, ending);
    if (this.options.signal?.aborted && ending instanceof Error && codeOf(ending) === 'out-of-time') return;
    if (endsSoAgain(ending)) this.options.known?.note(key, ending, this.deps.clock.now());
    this.count(key, ending);
  }

  /** Puts down how many arrived, and how many are still parked and why. */
  record(): void {
    const { delivered, alreadyDelivered, kept, refused, failures } = this.report;
    const { metrics } = this.deps;
    if (delivered + alreadyDelivered > 0) metrics.record({ ResultsRedelivered: delivered + alreadyDelivered });
    if (kept > 0) metrics.record({ RedeliveryFailure: kept });
    if (refused > 0) metrics.record({ RedeliveryFailure: refused }, { code: 'session-refused' });
    for (const [code, count] of Object.entries(failures) as [ErrorCode, number][]) {
      metrics.record({ RedeliveryFailure: count }, { code });
    }
  }

  private count(key: string, ending: Ending | Error): void {
    this.report = counted(this.report, ending);
    this.options.progress?.(this.report);
    if (ending instanceof Error || ending === 'kept' || ending === 'refused') {
      this.options.problem?.({ key, reason: ending });
    }
  }
}

/** Somebody has to do something about it, or a day has to pass. */
function endsSoAgain(ending: Ending | Error): boolean {
  return ending === 'kept' || ending === 'refused' || isTooLarge(ending);
}

function idsOf({ id: messageId, chatSessionId: sessionId, owner: userId }: ChatMessage) {
  return { sessionId, userId, messageId };
}

/** A refused message stays parked: the wrong table of sessions would refuse them all. */
function logEnding(logger: Logger, facts: Readonly<Record<string, unknown>>, ending: Ending | Error): void {
  if (ending === 'refused') logSessionRefused(logger, facts);
  else if (ending === 'kept') {
    logger.log('warn', 'A parked message is kept: another one stands in its place, say that its job failed', facts);
  } else if (ending instanceof Error) {
    const details = { ...facts, code: codeOf(ending), err: ending };
    logger.log('error', 'A parked message could not be redelivered', details);
  } else logger.log('info', 'A parked message was redelivered', { ...facts, ending });
}
