import { completeAnswer, humanMessage, pendingAnswer } from '../../src/domain/chat-message.ts';
import type { OrchestratorResponse } from '../../src/domain/orchestrator-response.ts';

const identity = { id: 'msg-1-abc', createdAt: new Date('2026-01-31T12:00:00.000Z') };
const recipient = { sessionId: 'session-1', userId: 'user-1' };
const now = new Date('2026-01-31T12:05:00.000Z');
const response: OrchestratorResponse = {
  success: true,
  message: 'All is well',
  artifacts: [{ type: 'map', data: { zoom: 3 }, extra: 1 }],
  thoughtSteps: [{ step: 1, action: 'Look', reasoning: 'Because', extra: 2 }],
  metadata: { executionTime: 7, toolsUsed: ['eyes'], extra: 3 },
};

describe('completeAnswer', () => {
  test('is the finished answer to a response, whole', () => {
    expect(completeAnswer(identity, recipient, response, now)).toEqual({
      id: 'msg-1-abc',
      chatSessionId: 'session-1',
      owner: 'user-1',
      role: 'ai',
      text: 'All is well',
      responseComplete: true,
      artifacts: response.artifacts,
      thoughtSteps: response.thoughtSteps,
      metadata: response.metadata,
      createdAt: '2026-01-31T12:00:00.000Z',
      updatedAt: '2026-01-31T12:05:00.000Z',
    });
  });

  test.each([
    [true, 'Done. The result came without a text.'],
    [false, 'This did not work, and no reason was given.'],
  ])('says something sensible for an empty text (success: %s)', (success, text) => {
    const silent = { ...response, success, message: ' \n' };
    expect(completeAnswer(identity, recipient, silent, now).text).toBe(text);
  });

  test('tells a failed response from a successful one', () => {
    const failed = completeAnswer(identity, recipient, { ...response, success: false }, now);
    expect(failed.metadata).toEqual({ ...response.metadata, success: false });
  });

  test('is never updated before it was created, whatever the clock says', () => {
    const early = new Date('2026-01-31T11:00:00.000Z');
    expect(completeAnswer(identity, recipient, response, early).updatedAt).toBe('2026-01-31T12:00:00.000Z');
  });

  test.each([
    ['the id', { ...identity, id: 'abc' }, recipient, 'id is not of the form'],
    ['the session', identity, { ...recipient, sessionId: '' }, 'chatSessionId is empty'],
    ['the owner', identity, { ...recipient, userId: '' }, 'owner is empty'],
  ])('is refused without %s', (_, wrongIdentity, wrongRecipient, reason) => {
    expect(() => completeAnswer(wrongIdentity, wrongRecipient, response, now)).toThrow(reason);
  });
});

describe('a message that may be forgotten', () => {
  const days = 30;
  const thirtyDaysAfter = (time: Date) => time.getTime() / 1_000 + 30 * 86_400;
  const progress = { steps: [], metadata: {}, revision: 1, deadline: now };

  test('an answer, that many days after it was finished', () => {
    expect(completeAnswer(identity, recipient, response, now, days).expiresAt).toBe(thirtyDaysAfter(now));
  });

  test('an unfinished answer, that many days after its last state', () => {
    expect(pendingAnswer(identity, recipient, progress, now, days).expiresAt).toBe(thirtyDaysAfter(now));
  });

  test('a question, that many days after it was asked', () => {
    expect(humanMessage(identity, recipient, 'Hello', days).expiresAt).toBe(thirtyDaysAfter(identity.createdAt));
  });

  test('never earlier: a part of a second counts as a whole one', () => {
    const late = new Date(now.getTime() + 1);
    expect(completeAnswer(identity, recipient, response, late, days).expiresAt).toBe(thirtyDaysAfter(now) + 1);
  });

  test('never, unless told', () => {
    expect(completeAnswer(identity, recipient, response, now)).not.toHaveProperty('expiresAt');
    expect(pendingAnswer(identity, recipient, progress, now)).not.toHaveProperty('expiresAt');
  });
});

describe('humanMessage', () => {
  test('is what the user said, finished from the start', () => {
    expect(humanMessage(identity, recipient, 'Hello')).toEqual({
      id: 'msg-1-abc',
      chatSessionId: 'session-1',
      owner: 'user-1',
      role: 'human',
      text: 'Hello',
      responseComplete: true,
      artifacts: [],
      thoughtSteps: [],
      metadata: {},
      createdAt: '2026-01-31T12:00:00.000Z',
      updatedAt: '2026-01-31T12:00:00.000Z',
    });
  });

  test('is refused when empty', () => {
    expect(() => humanMessage(identity, recipient, '')).toThrow('text is empty');
  });
});
