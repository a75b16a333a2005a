import { completeAnswer, type MessageIdentity } from '../domain/chat-message.ts';
import type { Recipient } from '../domain/delivery-mode.ts';
import type { OrchestratorResponse } from '../domain/orchestrator-response.ts';
import { parseOrchestratorResponse } from './parse-orchestrator-response.ts';
import type { Chat } from './ports/chat.ts';

const ANSWER: OrchestratorResponse = {
  success: true,
  message: 'rehearsal',
  artifacts: [],
  thoughtSteps: [],
  metadata: { executionTime: 0, toolsUsed: [] },
};

export interface Rehearsal {
  readonly open: () => Promise<Chat>;
  readonly identity: MessageIdentity;
  readonly recipient: Recipient;
  readonly now: Date;
}

/** Goes the whole way of an answer that is never delivered, unless the real one is there by the time the chat is open. */
export async function rehearseDelivery(
  { open, identity, recipient, now }: Rehearsal,
  over: AbortSignal,
): Promise<void> {
  const answer = await parseOrchestratorResponse(ANSWER);
  const message = completeAnswer(identity, recipient, answer, now);
  const { sink } = await open();
  if (!over.aborted) await sink.rehearse?.(message);
}
