import type { ThoughtStep } from '../../../domain/orchestrator-response.ts';
import { now } from '../model/clock.ts';
import { ThoughtSteps } from './thought-steps.tsx';
import { dayAndTime } from './times.ts';

interface Props {
  readonly steps: readonly ThoughtStep[];
  /** ISO 8601. */
  readonly deadlineAt: string | undefined;
}

/** An answer that is worked on: the steps so far, and that it goes on. */
export function PendingAnswer({ steps, deadlineAt }: Props) {
  const late = deadlineAt !== undefined && now.value > Date.parse(deadlineAt);
  return (
    <div class="pending">
      <p class="working">
        <span class="dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        {late ? 'This takes longer than it should' : 'Working on it …'}
      </p>
      {late && (
        <p class="warning">
          {`An answer was due at ${dayAndTime(Date.parse(deadlineAt))}. It may still come; you can also send the question again.`}
        </p>
      )}
      <ThoughtSteps steps={steps} />
    </div>
  );
}
