import { connection, refusal, type Connection } from '../model/conversation.ts';

const WORDS: Record<Connection, string> = {
  loading: 'Loading …',
  live: 'Live',
  reconnecting: 'Reconnecting …',
  paused: 'Paused',
  refused: 'Refused',
};

/** Whether what is written appears at once. */
export function ConnectionStatus() {
  const state = connection.value;
  return (
    <p class="connection" role="status" data-state={state}>
      {WORDS[state]}
      {state === 'refused' && refusal.value !== '' && `: ${refusal.value}`}
    </p>
  );
}
