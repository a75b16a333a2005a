import type { DeliveryReport } from '../../application/delivery-report.ts';
import { reportInWords } from './report-in-words.ts';

/** Prints a report, and sets the exit code: 1 if a message did not arrive. */
export function printReport(report: DeliveryReport, json: boolean | undefined): void {
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : reportInWords(report));
  if (report.failed + report.refused + report.kept > 0) process.exitCode = 1;
}
