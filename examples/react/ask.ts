import { readChat } from './read-chat.ts';
import { client } from './chat-client.ts';
import { sendQuestion } from './send-question.ts';
import { shownMessage, type ShownMessage } from './shown-message.ts';

/** Milliseconds between two looks at the chat. */
const PAUSE = 2_000;

/**
 * Asks something in a session of its own, and waits for the answer.
 *
 * @param tell is told what happens, line by line
 * @throws Error with what AppSync refuses; what the signal aborts with
 */
export async function ask(text: string, tell: (line: string) => void, signal: AbortSignal): Promise<ShownMessage> {
  const { data: session, errors } = await client.models.ChatSession.create({ title: text });
  if (!session) throw new Error(errors?.map(({ message }) => message).join('; ') ?? 'the session was not created');
  tell(`session ${session.id}`);
  const createdAt = new Date().toISOString();
  const answerId = await sendQuestion({ id: crypto.randomUUID(), chatSessionId: session.id, text, createdAt });
  tell(`answer ${answerId} …`);
  for (;;) {
    const items = await readChat(session.id, createdAt, signal);
    const item = items.find(({ id, responseComplete }) => id === answerId && responseComplete);
    const answer = item && (await shownMessage(item));
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    signal.throwIfAborted();
  }
}
