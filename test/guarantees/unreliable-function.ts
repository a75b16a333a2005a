import { lambdaHandlerFor } from '../../src/entrypoints/library/lambda-handler-for.ts';

/** A Lambda function with an orchestrator of its own that does what the query says. */
export const handler = lambdaHandlerFor({
  run: async ({ query }, { report }) => {
    report({ step: 1, action: 'Beginning', reasoning: query });
    await new Promise((resolve) => setTimeout(resolve, 500));
    switch (query) {
      case 'fail, and ask to be tried again':
        throw Object.assign(new Error('busy'), { retryable: true });
      case 'block':
        for (;;) Math.sqrt(2);
      case 'exit':
        process.exit(1);
      // eslint-disable-next-line no-fallthrough -- abort() ends the process
      case 'eat memory':
        for (const eaten: unknown[] = []; ;) eaten.push(Array.from({ length: 10_000 }, (_, index) => `${index}`));
    }
    return { success: true, message: `Answer to ${query}`, artifacts: [], thoughtSteps: [], metadata: FACTS };
  },
});

const FACTS = { executionTime: 500, toolsUsed: [] };
