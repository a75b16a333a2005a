import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../application/ports/clock.ts';
import type { Job } from '../../application/ports/orchestrator.ts';
import type { ThoughtStep } from '../../domain/orchestrator-response.ts';

export interface Step<Result> {
  readonly action: string;
  readonly reasoning: string;
  readonly work: () => Result | Promise<Result>;
  /** What came of it, in words. */
  readonly tell: (result: Result) => string;
}

/** Runs the steps of one job one after the other, keeps what each did and how long it took, and reports it. */
export class StepRecorder {
  readonly steps: ThoughtStep[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly job: Job,
  ) {}

  /** Other work of the process gets its turn before every step. */
  async run<Result>({ action, reasoning, work, tell }: Step<Result>): Promise<Result> {
    await nextTurn();
    this.job.signal.throwIfAborted();
    const begun = this.clock.now();
    const result = await work();
    const duration = Math.max(0, this.clock.now().getTime() - begun.getTime());
    const step: ThoughtStep = {
      step: this.steps.length + 1,
      action,
      reasoning,
      result: tell(result),
      status: 'complete',
      timestamp: begun.toISOString(),
      duration,
    };
    this.steps.push(step);
    this.job.report(step);
    return result;
  }
}
