import { randomUUID } from 'node:crypto';
import type { Container } from 'inversify';
import { answerIdentity } from '../../application/answer-identity.ts';
import { deliverAnswer } from '../../application/deliver-answer.ts';
import { parseOrchestratorResponse } from '../../application/parse-orchestrator-response.ts';
import { completeAnswer } from '../../domain/chat-message.ts';
import { timeBudget } from '../../domain/time-budget.ts';
import type { OrchestratorResponse } from '../../domain/orchestrator-response.ts';
import { readConfig } from '../composition/config.ts';
import { createContainer } from '../composition/container.ts';
import { CHATS, CLOCK, LOGGER } from '../composition/tokens.ts';

/** Milliseconds for writing a result, or else parking it. */
const TIME_LIMIT = 10_000;

let composed: { readonly container: Container; readonly ttlDays: number | undefined } | undefined;

/**
 * Writes an orchestrator's response into the user's chat: the table that AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME names, by
 * the AWS SDK's ordinary configuration.
 *
 * Never throws: a failure is logged with its code, its cause and what to do about it. Each call writes a message of its
 * own; a handler made by `lambdaHandlerFor` also suppresses duplicates.
 */
export async function writeResultsToChatMessage(
  sessionId: string,
  userId: string,
  response: OrchestratorResponse,
): Promise<void> {
  try {
    const { container, ttlDays } = (composed ??= compose());
    const [clock, logger] = [container.get(CLOCK), container.get(LOGGER)];
    const recipient = { sessionId, userId };
    const now = clock.now();
    const identity = answerIdentity({}, recipient, { requestId: randomUUID(), submittedAt: now }, now);
    const message = completeAnswer(identity, recipient, await parseOrchestratorResponse(response), now, ttlDays);
    const chat = container.get(CHATS).async;
    const allowed = async () => (await chat()).sessions.belongsTo(recipient);
    const budget = timeBudget(now, new Date(now.getTime() + 2 * TIME_LIMIT), TIME_LIMIT);
    await deliverAnswer({ clock, logger }, { message, chat, allowed, budget });
  } catch (error) {
    // Before there is a message there may be no logger either: the configuration may be what is wrong.
    console.error('❌ Failed to write results to ChatMessage', error);
  }
}

function compose() {
  const config = readConfig(process.env, 'function');
  return { container: createContainer(config), ttlDays: config.settings.messageTtlDays };
}
