import { connection } from '../model/conversation.ts';
import { sendQuestion } from '../model/send-question.ts';

const EXAMPLES = ['Analyze terrain at 40.7128, -74.0060', 'Analyze terrain at 57.5, -3.9 within 10 km'];

/** A chat in which nothing was said yet. */
export function Welcome() {
  if (connection.value !== 'live') return <div class="messages" role="log" aria-label="Messages" aria-busy="true" />;
  return (
    <div class="messages" role="log" aria-label="Messages">
      <div class="welcome">
        <h2>What would you like to know?</h2>
        <p>Ask below, and watch the work until its answer is here. It goes on when you close this page.</p>
        <ul>
          {EXAMPLES.map((query) => (
            <li key={query}>
              <button
                type="button"
                class="example"
                onClick={() => {
                  sendQuestion(query);
                }}
              >
                {query}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
