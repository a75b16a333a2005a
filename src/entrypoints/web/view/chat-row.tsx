import { memo } from 'preact/compat';
import type { ChatMessage } from '../../../domain/chat-message.ts';
import { isFailure } from '../model/is-failure.ts';
import { Answer } from './answer.tsx';
import { AwaitedAnswer } from './awaited-answer.tsx';
import { Guarded } from './guarded.tsx';
import { Question } from './question.tsx';
import { dayAndTime } from './times.ts';

interface Props {
  readonly message: ChatMessage;
  /** Whether this is the place of an answer to the message, of which nothing is written yet. */
  readonly awaited: boolean;
}

/** Who said what and when, in whatever state: from the place that is kept for it to its end an answer is one element. */
export const ChatRow = memo(({ message, awaited }: Props) => {
  const role = awaited ? 'ai' : message.role;
  return (
    <article class="row" data-role={role} data-state={awaited ? 'pending' : stateOf(message)} data-message={message.id}>
      <header class="who">
        <span>{role === 'human' ? 'You' : 'Answer'}</span>{' '}
        <time dateTime={message.createdAt}>{dayAndTime(Date.parse(message.createdAt))}</time>
      </header>
      <div class="bubble">
        <Guarded otherwise={<p class="warning">This message cannot be shown.</p>}>
          <Content message={message} awaited={awaited} />
        </Guarded>
      </div>
    </article>
  );
});

function Content({ message, awaited }: Props) {
  if (awaited) return <AwaitedAnswer question={message} />;
  return message.role === 'human' ? <Question message={message} /> : <Answer message={message} />;
}

function stateOf(message: ChatMessage): string {
  if (!message.responseComplete) return 'pending';
  return isFailure(message) ? 'failed' : 'complete';
}
