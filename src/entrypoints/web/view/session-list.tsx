import { openSession, sessionId, sessions } from '../model/sessions.ts';
import { dayAndTime } from './times.ts';

/** The user's chats, the last used first, and a new one. */
export function SessionList({ onChosen }: { readonly onChosen: () => void }) {
  const show = (id?: string) => {
    openSession(id);
    onChosen();
    document.getElementById('query')?.focus();
  };
  return (
    <nav class="sessions" aria-label="Chats">
      <button
        class="new"
        type="button"
        onClick={() => {
          show();
        }}
      >
        New chat
      </button>
      <ul>
        {sessions.value.map(({ id, title, usedAt }) => (
          <li key={id}>
            <button
              type="button"
              class="session"
              aria-current={id === sessionId.value ? 'page' : undefined}
              onClick={() => {
                show(id);
              }}
            >
              <span class="title">{title}</span>
              <span class="time">{dayAndTime(usedAt)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
