import type { ThoughtStep } from '../../../domain/orchestrator-response.ts';
import { asText } from '../artifacts/as-text.ts';
import { duration } from './times.ts';

/** The steps of the work, as far as they are known, and how long each took. */
export function ThoughtSteps({ steps }: { readonly steps: readonly ThoughtStep[] }) {
  if (steps.length === 0) return null;
  return (
    <ol class="steps">
      {steps.map((step, index) => (
        <li key={index} data-failed={step.error !== undefined && step.error !== null}>
          <p class="action">
            <span>{asText(step.action)}</span>
            {typeof step.duration === 'number' && <span class="time">{duration(step.duration)}</span>}
          </p>
          <p class="reasoning">{asText(step.reasoning)}</p>
          {step.result !== undefined && step.result !== null && <p class="result">{asText(step.result)}</p>}
          {step.error !== undefined && step.error !== null && <p class="warning">{asText(step.error)}</p>}
        </li>
      ))}
    </ol>
  );
}
