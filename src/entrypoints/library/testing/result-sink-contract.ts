import { discardingCases } from './discarding-cases.ts';
import { progressCases } from './progress-cases.ts';
import type { ContractCase, ResultSinkHarness } from './result-sink-harness.ts';
import { severalMessagesCases } from './several-messages-cases.ts';
import { singleMessageCases } from './single-message-cases.ts';
import { timeLimitCases } from './time-limit-cases.ts';

export type { ContractCase, ResultSinkFixture, ResultSinkHarness } from './result-sink-harness.ts';

const keepingCases = { ...singleMessageCases, ...progressCases, ...timeLimitCases, ...severalMessagesCases };

/**
 * What every ResultSink must do, as cases for any test runner:
 * `for (const { name, run } of resultSinkContract(harness)) test(name, run)`.
 */
export function resultSinkContract(harness: ResultSinkHarness): readonly ContractCase[] {
  const cases = harness.keeps === 'messages' ? keepingCases : discardingCases;
  return Object.entries(cases).map(([name, check]) => ({
    name,
    run: async () => {
      const fixture = await harness.create();
      try {
        await check(fixture, harness);
      } finally {
        await fixture.destroy();
      }
    },
  }));
}
