import type { ChatMessage } from '../../../domain/chat-message.ts';
import { asText } from '../artifacts/as-text.ts';
import { entries } from '../model/conversation.ts';
import { draft } from '../model/draft.ts';
import { questionBefore } from '../model/entries.ts';
import { sendQuestion } from '../model/send-question.ts';

const MOST_STEPS = 10;

/** What to do about a job that failed. */
export function Failure({ message }: { readonly message: ChatMessage }) {
  const question = questionBefore(entries.peek(), message);
  return (
    <div class="failure">
      <p class="failed">This did not work.</p>
      <ul>
        {remedies(message).map((remedy) => (
          <li key={remedy}>{remedy}</li>
        ))}
      </ul>
      {question !== undefined && (
        <p class="buttons">
          <button
            type="button"
            onClick={() => {
              sendQuestion(question);
            }}
          >
            Send again
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              draft.value = question;
            }}
          >
            Edit and send
          </button>
        </p>
      )}
    </div>
  );
}

function remedies({ metadata }: ChatMessage): readonly string[] {
  const { remediationSteps } = (metadata['error'] ?? {}) as Record<string, unknown>;
  const steps = Array.isArray(remediationSteps) ? remediationSteps.slice(0, MOST_STEPS).map(asText) : [];
  return steps.length > 0 ? steps : ['Change the question and send it again.'];
}
