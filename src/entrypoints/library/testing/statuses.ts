import type { DeliveryResult } from '../../../domain/result-sink.ts';

/** What became of each message, in a word: a status, or the code of an error. */
export function statuses(results: readonly DeliveryResult[]): string[] {
  return results.map((result) => (result instanceof Error ? result.code : result.status));
}
