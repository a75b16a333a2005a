import { PAYLOAD_LIMIT, withinPayloadLimit } from '../../../src/entrypoints/lambda/within-payload-limit.ts';

const delivery = { status: 'delivered', messageId: 'msg-1-a' };

function response(data: string, metadata: object) {
  return {
    success: true,
    message: 'Hello',
    artifacts: [{ type: 'image', data }],
    thoughtSteps: [{ step: 1, action: 'Look', reasoning: 'Because' }],
    metadata: { executionTime: 5, toolsUsed: ['a'], ...metadata },
  };
}

test('what Lambda can return is returned as it is', async () => {
  const small = response('x'.repeat(PAYLOAD_LIMIT - 1_000), { delivery });
  expect(await withinPayloadLimit(small)).toBe(small);
});

test('of a larger one, what the chat has is left out', async () => {
  const large = { ...response('ü'.repeat(PAYLOAD_LIMIT / 2), { delivery }), message: 'y'.repeat(50_000) };
  expect(await withinPayloadLimit(large)).toEqual({
    success: true,
    message: 'y'.repeat(10_000),
    artifacts: [],
    thoughtSteps: [],
    metadata: {
      executionTime: 5,
      toolsUsed: [],
      delivery,
      omitted: ['artifacts', 'thoughtSteps', 'metadata'],
    },
    responseComplete: true,
  });
});

test('a response that is in no chat is not cut: Lambda tells the caller that it is too large', async () => {
  const large = response('x'.repeat(PAYLOAD_LIMIT), {});
  expect(await withinPayloadLimit(large)).toBe(large);
});
