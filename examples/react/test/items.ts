import { packMessage, type Packing } from '../../../src/adapters/dynamodb/packing/pack-message.ts';
import { toItem } from '../../../src/adapters/dynamodb/chat-message-item.ts';
import { completeAnswer, humanMessage, pendingAnswer } from '../../../src/domain/chat-message.ts';
import type { OrchestratorResponse } from '../../../src/domain/orchestrator-response.ts';
import type { Item } from './fake-app-sync.ts';

/** When the tests began: questions are asked after it, a second each. */
const START = Date.now() - 60_000;

export const at = (second: number) => new Date(START + second * 1_000);
const to = (sessionId: string) => ({ sessionId, userId: 'user-1' });
const name = (kind: string, second: number) => ({
  id: `msg-${at(second).getTime()}-${kind}`,
  createdAt: at(second),
});
const asItem = (message: Parameters<typeof toItem>[0]) => toItem(message) as unknown as Item;

/** Items as chat-courier writes them. */
export const question = (sessionId: string, second: number, text = 'Windy?') =>
  asItem(humanMessage(name('question', second), to(sessionId), text));

export const pending = (sessionId: string, second: number, steps: number, deadline = at(900)) =>
  asItem(
    pendingAnswer(
      name('answer', second),
      to(sessionId),
      {
        steps: Array.from({ length: steps }, (_, n) => ({ step: n + 1, action: 'Look', reasoning: 'Because' })),
        metadata: {},
        revision: steps,
        deadline,
      },
      new Date(),
    ),
  );

export const response: OrchestratorResponse = {
  success: true,
  message: 'Windy.',
  artifacts: [{ type: 'table', data: { rows: [[1, 2.5, null, 'größe']] } }],
  thoughtSteps: [{ step: 1, action: 'Look', reasoning: 'Because' }],
  metadata: { executionTime: 5, toolsUsed: ['wind'] },
};

export async function answer(
  sessionId: string,
  second: number,
  given: Partial<OrchestratorResponse> = {},
  how: Packing = {},
  ttlDays?: number,
) {
  const message = completeAnswer(name('answer', second), to(sessionId), { ...response, ...given }, new Date(), ttlDays);
  const { item } = await packMessage(message, how);
  return item as unknown as Item;
}
