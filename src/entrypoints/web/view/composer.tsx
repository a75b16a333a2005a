import { useEffect, useRef, useState } from 'preact/hooks';
import { draft } from '../model/draft.ts';
import { sendQuestion } from '../model/send-question.ts';

const MOST = 100_000;

/** Enter sends, Shift+Enter breaks the line; what is empty cannot be sent. */
export function Composer() {
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const offered = draft.value;
  useEffect(() => {
    if (offered === '') return;
    setText(offered);
    draft.value = '';
    field.current?.focus();
  }, [offered]);
  const send = () => {
    if (text.trim() === '') return;
    sendQuestion(text.trim());
    setText('');
    field.current?.focus();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="box">
        <label class="unseen" for="query">
          Your message
        </label>
        <textarea
          id="query"
          ref={field}
          rows={1}
          maxLength={MOST}
          value={text}
          placeholder="Analyze terrain at 40.7128, -74.0060"
          aria-describedby="composer-hint"
          onInput={({ currentTarget }) => {
            setText(currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <button type="submit" disabled={text.trim() === ''}>
          Send
        </button>
      </div>
      <p class="hint" id="composer-hint">
        Enter sends, Shift + Enter breaks the line.
      </p>
    </form>
  );
}
