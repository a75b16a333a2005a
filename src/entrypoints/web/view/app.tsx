import { useState } from 'preact/hooks';
import { Composer } from './composer.tsx';
import { ConnectionStatus } from './connection-status.tsx';
import { IdentityForm } from './identity-form.tsx';
import { MessageList } from './message-list.tsx';
import { SessionList } from './session-list.tsx';

/** The whole page: the chats at the side, the messages of one of them, and where to write. */
export function App() {
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
  };
  return (
    <div
      class="page"
      data-side={open ? 'open' : 'closed'}
      onKeyDown={({ key }) => {
        if (key === 'Escape') close();
      }}
    >
      <aside class="side" id="side" aria-label="Chats">
        <SessionList onChosen={close} />
        <IdentityForm />
      </aside>
      <button class="veil" type="button" tabIndex={-1} aria-label="Close the list of chats" onClick={close} />
      <main class="main">
        <header class="bar">
          <button
            class="quiet menu"
            type="button"
            aria-expanded={open}
            aria-controls="side"
            onClick={() => {
              setOpen(!open);
            }}
          >
            Chats
          </button>
          <h1>chat-courier</h1>
          <ConnectionStatus />
        </header>
        <MessageList />
        <Composer />
      </main>
    </div>
  );
}
