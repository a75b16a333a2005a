import { client } from './chat-client.ts';
import type { ShownMessage } from './shown-message.ts';

export interface Question {
  readonly chatSessionId: string;
  readonly text: string;
  /** Made once per question, as is `createdAt`: sent again with both, it is asked once. */
  readonly id: string;
  /** ISO 8601, as `toISOString` writes it. */
  readonly createdAt: string;
  /** Epoch seconds: when it is forgotten. Absent: never. */
  readonly expiresAt?: number;
}

/**
 * Says something in a chat: the user's message is stored, then the orchestrator started.
 *
 * @returns the id that the answer will have in the chat
 * @throws Error with what AppSync refuses or what the network does; the same question may then be sent again
 */
export async function sendQuestion({ id, chatSessionId, text, createdAt, expiresAt }: Question): Promise<string> {
  const message = { id, chatSessionId, role: 'human', content: { text }, responseComplete: true, createdAt } as const;
  const { errors: refused } = await client.models.ChatMessage.create({
    ...message,
    ...(expiresAt !== undefined && { expiresAt }),
  });
  if (refused && !refused.some(isThereAlready)) throw errorOf(refused);
  const { data, errors } = await client.mutations.sendMessage({ messageId: id, chatSessionId, text, createdAt });
  if (!data) throw errorOf(errors ?? []);
  return data.answerId;
}

/**
 * The time for a question that is asked now. On a device whose clock is slow it would stand before what is shown, and might
 * not be read any more.
 *
 * @param chat what is shown, in its order
 * @returns ISO 8601: behind the newest message, and behind its answer, which stands one millisecond after it
 */
export function timeBehind(chat: readonly Pick<ShownMessage, 'createdAt'>[]): string {
  const newest = chat.at(-1);
  return new Date(Math.max(Date.now(), newest ? Date.parse(newest.createdAt) + 2 : 0)).toISOString();
}

interface Refusal {
  readonly message: string;
  readonly errorType?: string;
}

/** An earlier try has stored it: Amplify creates on the condition that the id is new. */
function isThereAlready({ errorType }: Refusal): boolean {
  return errorType === 'DynamoDB:ConditionalCheckFailedException';
}

function errorOf(refusals: readonly Refusal[]): Error {
  return new Error(refusals.map(({ message }) => message).join('; ') || 'the question was not taken');
}
