import { ChatCourierError } from '../domain/chat-courier-error.ts';
import type { ErrorCode } from '../domain/error-code.ts';

/**
 * How a message ended that was to be brought into a chat. `alreadyDelivered`: as good a one is there, or its place is
 * taken and it has expired; `kept`: another message stands in its place, say that its job
 * failed; `refused`: the session is not its owner's.
 */
export type Ending = 'delivered' | 'alreadyDelivered' | 'kept' | 'refused';

/** How many messages ended how. */
export interface DeliveryReport extends Readonly<Record<Ending | 'failed', number>> {
  /** Those that failed, by the code of the error. */
  readonly failures: Readonly<Partial<Record<ErrorCode, number>>>;
}

export const NOTHING_YET: DeliveryReport = {
  ...{ delivered: 0, alreadyDelivered: 0, kept: 0, refused: 0, failed: 0 },
  failures: {},
};

export function counted(report: DeliveryReport, ending: Ending | Error): DeliveryReport {
  if (!(ending instanceof Error)) return { ...report, [ending]: report[ending] + 1 };
  const code = codeOf(ending);
  const failures = { ...report.failures, [code]: (report.failures[code] ?? 0) + 1 };
  return { ...report, failed: report.failed + 1, failures };
}

export function codeOf(error: Error): ErrorCode {
  return error instanceof ChatCourierError ? error.code : 'unknown-write-error';
}
