import type { ChatMessage } from '../../../domain/chat-message.ts';
import { unsent } from '../model/conversation.ts';
import { sendAgain } from '../model/send-question.ts';

/** What the user said, and whether the server has it. */
export function Question({ message }: { readonly message: ChatMessage }) {
  const problem = unsent.value.get(message.id);
  return (
    <>
      <p class="said">{message.text}</p>
      {problem !== undefined && (
        <div class="unsent" role="alert">
          <p>Not sent. {problem}</p>
          <button
            type="button"
            onClick={() => {
              sendAgain(message);
            }}
          >
            Try again
          </button>
        </div>
      )}
    </>
  );
}
