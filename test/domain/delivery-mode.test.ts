import { deliveryMode } from '../../src/domain/delivery-mode.ts';
import { InvalidRequestError } from '../../src/domain/invalid-request-error.ts';

const query = 'Analyze terrain at 40.7128, -74.0060';
const recipient = { sessionId: 'session-1', userId: 'user-1' };

describe('deliveryMode', () => {
  test('is async when both session and user are named', () => {
    expect(deliveryMode({ query, ...recipient })).toEqual({ kind: 'async', recipient });
    expect(deliveryMode({ query, ...recipient, delivery: 'chat' })).toEqual({ kind: 'async', recipient });
  });

  test.each([
    ['neither is named', {}],
    ['the session is missing', { userId: 'user-1' }],
    ['the user is missing', { sessionId: 'session-1' }],
    ['the session is empty', { sessionId: '', userId: 'user-1' }],
    ['the user is empty', { sessionId: 'session-1', userId: '' }],
    ['the caller asks for the return value', { ...recipient, delivery: 'return' as const }],
  ])('is sync when %s', (_, request) => {
    expect(deliveryMode({ query, ...request })).toEqual({ kind: 'sync' });
  });

  test('refuses a delivery to a chat that is not named, naming what is missing', () => {
    const decide = () => deliveryMode({ query, delivery: 'chat', userId: '', sessionId: 'session-1' });
    expect(decide).toThrow(InvalidRequestError);
    expect(decide).toThrow(/^userId: is required/);
  });
});
