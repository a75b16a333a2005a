import { randomUUID } from 'node:crypto';
import type { Container } from 'inversify';
import { answerIdentity } from '../../application/answer-identity.ts';
import { factsOf, onBehalfOf, traceIdIn } from '../../application/call.ts';
import { deliverAnswer } from '../../application/deliver-answer.ts';
import { parseOrchestratorResponse } from '../../application/parse-orchestrator-response.ts';
import { completeAnswer } from '../../domain/chat-message.ts';
import { timeBudget } from '../../domain/time-budget.ts';
import type { OrchestratorResponse } from '../../domain/orchestrator-response.ts';
import { readConfig } from '../composition/config.ts';
import { createContainer } from '../composition/container.ts';
import { CHATS, CLOCK, LOGGER, METRICS } from '../composition/tokens.ts';

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
    const clock = container.get(CLOCK);
    const recipient = { sessionId, userId };
    const now = clock.now();
    const call = { requestId: randomUUID(), traceId: traceIdIn(process.env['_X_AMZN_TRACE_ID']) };
    const identity = answerIdentity({}, recipient, { ...call, submittedAt: now }, now);
    const answer = await parseOrchestratorResponse(response);
    const metadata = { ...factsOf(call), ...answer.metadata };
    const message = completeAnswer(identity, recipient, { ...answer, metadata }, now, ttlDays);
    const chat = container.get(CHATS).async;
    const allowed = async () => (await chat()).sessions.belongsTo(recipient);
    const budget = timeBudget(now, new Date(now.getTime() + 2 * TIME_LIMIT), TIME_LIMIT);
    const telling = { clock, logger: container.get(LOGGER), metrics: container.get(METRICS) };
    await deliverAnswer(onBehalfOf(telling, call), { message, chat, allowed, budget });
  } catch (error) {
    // Before there is a message there may be no logger either: the configuration may be what is wrong.
    console.error('❌ Failed to write results to ChatMessage', error);
  }
}

function compose() {
  const config = readConfig(process.env, 'function');
  return { container: createContainer(config), ttlDays: config.settings.messageTtlDays };
}
