import type { ChatMessage } from '../../../domain/chat-message.ts';
import { postQuestion, type Question } from '../transport/chat-api.ts';
import { Problem } from '../transport/problem.ts';
import { serverNow } from './clock.ts';
import { entries, takeIn, unsent } from './conversation.ts';
import { isLocal } from './entries.ts';
import { tokenWanted, userId } from './identity.ts';
import { newId } from './new-id.ts';
import { rememberSession, sessionId } from './sessions.ts';

/** Milliseconds before the second, the third … try. */
const PAUSES = [500, 1_000, 2_000, 4_000];

let lastTime = 0;

/** Says something in the chat that is shown: it appears at once, and is sent until the server has it. */
export function sendQuestion(query: string): void {
  lastTime = Math.max(serverNow(), lastTime + 2); // the answer stands one millisecond behind its question
  const question = { query, requestId: newId(), submittedAt: new Date(lastTime).toISOString() };
  takeIn([localMessage(sessionId.value, question)]);
  rememberSession(sessionId.value, query, lastTime);
  void send(sessionId.value, question);
}

/** Sends a question again that could not be sent, under its old name. */
export function sendAgain({ id, text, createdAt }: ChatMessage): void {
  const rest = new Map(unsent.value);
  rest.delete(id);
  unsent.value = rest;
  void send(sessionId.value, { query: text, requestId: id.replace('local-', ''), submittedAt: createdAt });
}

async function send(session: string, question: Question): Promise<void> {
  for (const pause of [...PAUSES, undefined]) {
    try {
      await postQuestion(session, question);
      return;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.passing && pause !== undefined) {
        await new Promise((resolve) => setTimeout(resolve, pause));
      } else {
        giveUp(session, question, error);
        return;
      }
    }
  }
}

function giveUp(session: string, { requestId }: Question, { status, message }: Problem): void {
  const id = `local-${requestId}`;
  if (status === 401) tokenWanted.value = true;
  const shown = entries.value.some((entry) => entry.message.id === id && isLocal(entry.message));
  if (session === sessionId.value && shown) unsent.value = new Map(unsent.value).set(id, message);
}

function localMessage(session: string, { query, requestId, submittedAt }: Question): ChatMessage {
  return {
    id: `local-${requestId}`,
    chatSessionId: session,
    owner: userId.value,
    role: 'human',
    text: query,
    responseComplete: true,
    artifacts: [],
    thoughtSteps: [],
    metadata: {},
    createdAt: submittedAt,
    updatedAt: submittedAt,
  };
}
