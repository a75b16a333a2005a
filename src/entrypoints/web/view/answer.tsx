import type { ChatMessage } from '../../../domain/chat-message.ts';
import { ArtifactView } from '../artifacts/artifact-view.tsx';
import { isFailure } from '../model/is-failure.ts';
import { Failure } from './failure.tsx';
import { MarkdownText } from './markdown-text.tsx';
import { PendingAnswer } from './pending-answer.tsx';
import { ThoughtSteps } from './thought-steps.tsx';

/** What the orchestrator answered, or how far it is. */
export function Answer({ message }: { readonly message: ChatMessage }) {
  const { text, artifacts, thoughtSteps, deadlineAt } = message;
  if (!message.responseComplete) return <PendingAnswer steps={thoughtSteps} deadlineAt={deadlineAt} />;
  return (
    <>
      <MarkdownText text={text} />
      {isFailure(message) && <Failure message={message} />}
      {artifacts.map((artifact, index) => (
        <ArtifactView key={index} artifact={artifact} />
      ))}
      {thoughtSteps.length > 0 && (
        <details class="steps-taken">
          <summary>{`How it was found: ${thoughtSteps.length} ${thoughtSteps.length === 1 ? 'step' : 'steps'}`}</summary>
          <ThoughtSteps steps={thoughtSteps} />
        </details>
      )}
    </>
  );
}
