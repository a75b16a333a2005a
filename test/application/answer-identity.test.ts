import fc from 'fast-check';
import { answerIdentity, messageIdentity } from '../../src/application/answer-identity.ts';
import { isMessageId } from '../../src/domain/message-id.ts';

const recipient = { sessionId: 'session-1', userId: 'user-1' };
const invocation = { requestId: 'invocation-1', submittedAt: new Date('2026-01-31T12:00:00.999Z') };
const named = { requestId: 'request-1', submittedAt: '2026-01-31T12:00:00.000Z' };

test('the request names its answer, whatever the invocation', () => {
  const other = { requestId: 'invocation-2', submittedAt: new Date() };
  expect(answerIdentity(named, recipient, invocation)).toEqual(answerIdentity(named, recipient, other));
  expect(answerIdentity(named, recipient, invocation).createdAt).toEqual(new Date('2026-01-31T12:00:00.000Z'));
});

test('the invocation stands in for what the request does not say', () => {
  const identity = answerIdentity({}, recipient, invocation);
  expect(identity).toEqual(answerIdentity({}, recipient, { ...invocation }));
  expect(identity.createdAt).toEqual(invocation.submittedAt);
  expect(identity.id).toMatch(/^msg-1769860800999-[a-z0-9]{20}$/);
});

test('the same time written in another zone is the same identity', () => {
  const elsewhere = { ...named, submittedAt: '2026-01-31T13:00:00.000+01:00' };
  expect(answerIdentity(elsewhere, recipient, invocation).id).toBe(answerIdentity(named, recipient, invocation).id);
});

test('another request, session, user or role never shares the random part', () => {
  const parts = fc.tuple(fc.constantFrom('human', 'ai'), fc.string(), fc.string(), fc.string());
  const idOf = ([role, requestId, sessionId, userId]: ['human' | 'ai', string, string, string]) =>
    messageIdentity(role, requestId, { sessionId, userId }, new Date(0)).id;
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const [a, b] = [one, other] as ['human' | 'ai', string, string, string][];
      if (a === undefined || b === undefined) return false;
      return isMessageId(idOf(a)) && (idOf(a) === idOf(b)) === (JSON.stringify(a) === JSON.stringify(b));
    }),
  );
  expect(messageIdentity('ai', 'ab', { sessionId: 'c', userId: 'd' }, new Date(0)).id).not.toBe(
    messageIdentity('ai', 'a', { sessionId: 'bc', userId: 'd' }, new Date(0)).id,
  );
});
