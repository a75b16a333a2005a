import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Orchestrator } from '../../src/application/ports/orchestrator.ts';
import { ChatCourierError } from '../../src/domain/chat-courier-error.ts';
import type { OrchestratorRequest } from '../../src/domain/orchestrator-request.ts';
import { between, pick, type Random } from './random.ts';

/** What an orchestrator may do with a job, and what its user has to see in the end. */
const ENDINGS = {
  answers: 'the answer',
  reports: 'the answer',
  'fails once': 'the answer',
  'fails always': 'tries-exhausted',
  throws: 'orchestrator-failed',
  'reports, then throws': 'orchestrator-failed',
  'talks nonsense': 'invalid-orchestrator-response',
  'never ends': 'job-timeout',
} as const;

export type Behaviour = keyof typeof ENDINGS;

export interface Job {
  readonly number: number;
  readonly behaviour: Behaviour;
  readonly request: OrchestratorRequest & { readonly sessionId: string; readonly userId: string };
  /** The message that its user has to see, in the words of `seen`. */
  readonly expected: string;
}

const COMMON: readonly Behaviour[] = ['answers', 'answers', 'answers', 'reports', 'reports', 'fails once'];
const RARE: readonly Behaviour[] = ['fails always', 'throws', 'reports, then throws', 'talks nonsense'];

/** Jobs of all kinds, several in each session; one of a hundred never ends. */
export function someJobs(count: number, random: Random): Job[] {
  return Array.from({ length: count }, (_, number) => {
    const behaviour = number % 100 === 50 ? 'never ends' : pick(random, random() < 0.8 ? COMMON : RARE);
    const session = number % Math.ceil(count / 5);
    const request = {
      query: `Job ${number}`,
      sessionId: `session-${session}`,
      userId: `user-${session % 7}`,
      context: { number, behaviour },
    };
    const ending = ENDINGS[behaviour];
    const expected = ending === 'the answer' ? `Answer to job ${number} with its artifact` : ending;
    return { number, behaviour, request, expected };
  });
}

/** Does what the job says. */
export function unreliableOrchestrator(random: Random): Orchestrator {
  const failedOnce = new Set<unknown>();
  return {
    run: async ({ query, context }, { signal, report }) => {
      const behaviour = context?.['behaviour'] as Behaviour;
      if (behaviour.startsWith('reports')) {
        for (let step = 1; step <= 4; step++) {
          report({ step, action: 'Working', reasoning: query });
          await wait(between(random, 0, 100));
        }
      } else await wait(between(random, 0, 50));
      switch (behaviour) {
        case 'fails once':
          if (failedOnce.has(query)) break;
          failedOnce.add(query);
          throw again();
        case 'fails always':
          throw again();
        case 'throws':
        case 'reports, then throws':
          throw new Error('an accident');
        case 'talks nonsense':
          return { text: 'Hello' } as never;
        case 'never ends':
          await once(signal, 'abort');
          await wait(50); // what comes now is late
          report({ step: 9, action: 'Working', reasoning: 'too late' });
      }
      return {
        success: true,
        message: `Answer to ${query.toLowerCase()}`,
        artifacts: [{ type: 'job', data: { number: context?.['number'] } }],
        thoughtSteps: [],
        metadata: { executionTime: 1, toolsUsed: [] },
      };
    },
  };
}

function again(): Error {
  return new ChatCourierError('orchestrator-failed', 'busy', { retryable: true });
}
