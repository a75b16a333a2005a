import { completeAnswer, type ChatMessage } from '../domain/chat-message.ts';
import { factsIn } from './call.ts';
import { failedJobResponse } from './failure-responses.ts';

/**
 * What the user is told in place of an answer that is too large for the chat.
 *
 * @param kept whether the answer itself is parked
 */
export function tooLargeAnswer(message: ChatMessage, kept: boolean): ChatMessage {
  const { id, chatSessionId: sessionId, owner: userId, createdAt, updatedAt, expiresAt } = message;
  const { executionTime } = message.metadata;
  const { metadata, ...response } = failedJobResponse({
    code: kept ? 'too-large' : 'too-large-to-keep',
    retryable: false,
    executionTime: typeof executionTime === 'number' ? executionTime : 0,
  });
  const identity = { id, createdAt: new Date(createdAt) };
  const answer = { ...response, metadata: { ...factsIn(message.metadata), ...metadata } };
  return { ...completeAnswer(identity, { sessionId, userId }, answer, new Date(updatedAt)), expiresAt };
}
