import { randomBytes } from 'node:crypto';
import type { ChatMessage } from '../../../domain/chat-message.ts';
import { messageId } from '../../../domain/message-id.ts';

/** A finished answer with something in every field, and an id of its own. */
export function sampleMessage(fields: Partial<ChatMessage> = {}): ChatMessage {
  return {
    id: messageId(Date.UTC(2026, 0, 31, 12), randomBytes(12).toString('hex')),
    chatSessionId: 'session-1',
    owner: 'user-1',
    role: 'ai',
    text: 'Windy: “très bien” 👩‍🔬 — a line\nand another',
    responseComplete: true,
    artifacts: [
      {
        type: 'wind_farm_terrain_analysis',
        data: {
          coordinates: { lat: 40.7128, lng: -74.006 },
          list: [1, -2.5, 0, 1e-7, 9_007_199_254_740_991, true, false, null, '', [[]], {}],
          deep: { a: { b: { c: { d: 'e' } } } },
        },
        actions: [{ label: 'Again', query: 'Analyze terrain at 1, 2' }],
        unknownField: 'kept',
      },
    ],
    thoughtSteps: [
      {
        step: 1,
        action: 'Look',
        reasoning: 'Because',
        result: { found: 3 },
        status: 'complete',
        timestamp: '2026-01-31T12:00:00.000Z',
        duration: 12,
        unknownField: ['kept'],
      },
    ],
    metadata: { executionTime: 1234, toolsUsed: ['a', 'b'], unknownField: { kept: true } },
    createdAt: '2026-01-31T12:00:00.000Z',
    updatedAt: '2026-01-31T12:00:01.000Z',
    expiresAt: 4_102_444_800,
    ...fields,
  };
}
