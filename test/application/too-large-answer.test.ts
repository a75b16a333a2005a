import { tooLargeAnswer } from '../../src/application/too-large-answer.ts';
import { sampleMessage } from '../../src/entrypoints/library/testing/sample-message.ts';

const call = { requestId: 'request-1', traceId: '1-697deec0-0123456789abcdef01234567' };

function toldOf(metadata: Readonly<Record<string, unknown>>) {
  const message = sampleMessage({ metadata: { executionTime: 5, toolsUsed: [], ...metadata } });
  return tooLargeAnswer(message, true).metadata;
}

test('it names the call that it answers, so that it leads to the log', () => {
  expect(toldOf(call)).toMatchObject({ ...call, executionTime: 5, error: { code: 'too-large' } });
});

test.each([
  ['is no text', { id: 'x' }],
  ['is too large itself', 'x'.repeat(500_000)],
  ['is not there', undefined],
])('an id that %s is left out', (_, id) => {
  const told = toldOf({ requestId: id, traceId: id });
  expect(told).not.toHaveProperty('requestId');
  expect(told).not.toHaveProperty('traceId');
});
