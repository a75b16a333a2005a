import { memo } from 'preact/compat';
import type { ChatMessage } from '../../../domain/chat-message.ts';
import { ArtifactView } from '../artifacts/artifact-view.tsx';
import { unsent } from '../model/conversation.ts';
import { isLocal } from '../model/entries.ts';
import { sendAgain } from '../model/send-question.ts';
import { Failure } from './failure.tsx';
import { Guarded } from './guarded.tsx';
import { MarkdownText } from './markdown-text.tsx';
import { PendingAnswer } from './pending-answer.tsx';
import { Row } from './row.tsx';
import { ThoughtSteps } from './thought-steps.tsx';

/** One message of the chat, whatever its state. */
export const MessageView = memo(({ message }: { readonly message: ChatMessage }) => (
  <Row role={message.role} id={message.id} time={message.createdAt} state={stateOf(message)}>
    <Guarded otherwise={<p class="warning">This message cannot be shown.</p>}>
      {message.role === 'human' ? <Question message={message} /> : <Answer message={message} />}
    </Guarded>
  </Row>
));

function Question({ message }: { readonly message: ChatMessage }) {
  const problem = isLocal(message) ? unsent.value.get(message.id) : undefined;
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

function Answer({ message }: { readonly message: ChatMessage }) {
  if (!message.responseComplete) return <PendingAnswer steps={message.thoughtSteps} deadlineAt={message.deadlineAt} />;
  return (
    <>
      <MarkdownText text={message.text} />
      {hasFailed(message) && <Failure message={message} />}
      {message.artifacts.map((artifact, index) => (
        <ArtifactView key={index} artifact={artifact} />
      ))}
      {message.thoughtSteps.length > 0 && (
        <details class="steps-taken">
          <summary>{`How it was found: ${message.thoughtSteps.length} steps`}</summary>
          <ThoughtSteps steps={message.thoughtSteps} />
        </details>
      )}
    </>
  );
}

function stateOf(message: ChatMessage): string {
  if (!message.responseComplete) return 'pending';
  return hasFailed(message) ? 'failed' : 'complete';
}

function hasFailed({ role, metadata }: ChatMessage): boolean {
  return role === 'ai' && metadata['success'] === false;
}
