import type { ChatMessage } from '../../../domain/chat-message.ts';
import { now } from '../model/clock.ts';
import { unsent } from '../model/conversation.ts';
import { sendQuestion } from '../model/send-question.ts';
import { PendingAnswer } from './pending-answer.tsx';
import { Row } from './row.tsx';

/** Milliseconds: a job and its tries are over by then. */
const OVERDUE = 3_600_000;

/** The place of an answer of which nothing is written yet. */
export function AwaitedAnswer({ question }: { readonly question: ChatMessage }) {
  if (unsent.value.has(question.id)) return null;
  const overdue = now.value - Date.parse(question.createdAt) > OVERDUE;
  return (
    <Row role="ai" id={`answer-to-${question.id}`} time={question.createdAt} state={overdue ? 'failed' : 'pending'}>
      {overdue ? <NoAnswer text={question.text} /> : <PendingAnswer steps={[]} deadlineAt={undefined} />}
    </Row>
  );
}

function NoAnswer({ text }: { readonly text: string }) {
  return (
    <div class="failure">
      <p>There is no answer to this, and none is to be expected any more.</p>
      <button
        type="button"
        onClick={() => {
          sendQuestion(text);
        }}
      >
        Send again
      </button>
    </div>
  );
}
