import type { Job } from '../../src/application/ports/orchestrator.ts';

/** A job with all the time in the world, whose steps nobody looks at. */
export const idleJob: Job = {
  requestId: 'invocation-1',
  signal: new AbortController().signal,
  report: () => undefined,
};
