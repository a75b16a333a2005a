import type { ChatMessage } from '../../../domain/chat-message.ts';
import { now } from '../model/clock.ts';
import { sendQuestion } from '../model/send-question.ts';
import { PendingAnswer } from './pending-answer.tsx';

/** Milliseconds: a job and its tries are over by then. */
const OVERDUE = 3_600_000;

/** An answer of which nothing is written yet. */
export function AwaitedAnswer({ question }: { readonly question: ChatMessage }) {
  if (now.value - Date.parse(question.createdAt) < OVERDUE) return <PendingAnswer steps={[]} deadlineAt={undefined} />;
  return (
    <div class="failure">
      <p>There is no answer to this, and none is to be expected any more.</p>
      <button
        type="button"
        onClick={() => {
          sendQuestion(question.text);
        }}
      >
        Send again
      </button>
    </div>
  );
}
