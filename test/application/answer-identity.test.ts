import fc from 'fast-check';
import 'reflect-metadata';
import { InMemoryChat } from '../../src/adapters/in-memory/in-memory-chat.ts';
import { answerIdentity, questionIdentity, settledIdentity } from '../../src/application/answer-identity.ts';
import { isMessageId } from '../../src/domain/message-id.ts';
import { sampleMessage } from '../../src/entrypoints/library/testing/sample-message.ts';

const recipient = { sessionId: 'session-1', userId: 'user-1' };
const invocation = { requestId: 'invocation-1', submittedAt: new Date('2026-01-31T12:00:00.999Z') };
const named = { requestId: 'request-1', submittedAt: '2026-01-31T12:00:00.000Z' };
const now = new Date('2026-01-31T18:00:00.000Z');
const later = new Date('2026-01-31T18:05:00.000Z');
const midnight = new Date('2026-01-31T00:00:00.000Z').getTime();

describe('a stable time is known', () => {
  test('the request names its answer, whatever the invocation', () => {
    const identity = answerIdentity(named, recipient, invocation, now);
    expect(identity).toEqual(answerIdentity(named, recipient, { requestId: 'other' }, later));
    expect(identity).toMatchObject({ stable: true, createdAt: new Date('2026-01-31T12:00:00.000Z') });
  });

  test('the invocation stands in for what the request does not say', () => {
    const identity = answerIdentity({}, recipient, invocation, now);
    expect(identity).toEqual(answerIdentity({}, recipient, { ...invocation }, later));
    expect(identity).toMatchObject({ stable: true, createdAt: invocation.submittedAt });
    expect(identity.id).toMatch(/^msg-1769860800999-[a-z0-9]{20}$/);
  });

  test('the same time written in another zone is the same identity', () => {
    const elsewhere = { ...named, submittedAt: '2026-01-31T13:00:00.000+01:00' };
    const idOf = (request: typeof named) => answerIdentity(request, recipient, invocation, now).id;
    expect(idOf(elsewhere)).toBe(idOf(named));
  });

  test('nothing is looked up', async () => {
    const identity = answerIdentity(named, recipient, invocation, now);
    const history = { list: fail, get: fail, findAnswer: fail };
    expect(await settledIdentity(identity, history)).toBe(identity);
  });
});

describe('no stable time is known', () => {
  const idOnDay = (day: number, at = now) =>
    answerIdentity({}, recipient, { requestId: 'i' }, at).id.replace(/^msg-\d+/, `msg-${day}`);

  test.each([
    ['neither the request nor the invocation tells one', {}, { requestId: 'i' }],
    ['the request has a name of its own, which another invocation may bear too', { requestId: 'r' }, invocation],
  ])('because %s: the id bears the day, and another try agrees on it', (_, request, called) => {
    const identity = answerIdentity(request, recipient, called, now);
    expect(identity).toMatchObject({ stable: false, createdAt: now });
    expect(identity.id).toMatch(new RegExp(`^msg-${midnight}-`));
    expect(answerIdentity(request, recipient, called, later).id).toBe(identity.id);
  });

  test.each([
    ['earlier this day', midnight],
    ['before midnight', midnight - 86_400_000],
  ])('an answer that was begun %s keeps its id and its place in the chat', async (_, day) => {
    const chat = new InMemoryChat();
    const begun = sampleMessage({ id: idOnDay(day), createdAt: '2026-01-30T23:59:00.000Z' });
    await chat.deliver(begun);
    const identity = await settledIdentity(answerIdentity({}, recipient, { requestId: 'i' }, now), chat);
    expect(identity).toMatchObject({ id: begun.id, createdAt: new Date(begun.createdAt) });
  });

  test('the first try keeps its own', async () => {
    const identity = answerIdentity({}, recipient, { requestId: 'i' }, now);
    expect(await settledIdentity(identity, new InMemoryChat())).toBe(identity);
  });
});

test('another request, session, user or role never shares the random part', () => {
  const parts = fc.tuple(fc.boolean(), fc.string(), fc.string(), fc.string());
  const idOf = ([human, requestId, sessionId, userId]: [boolean, string, string, string]) => {
    const to = { sessionId, userId };
    if (human) return questionIdentity(requestId, to, new Date(0)).id;
    return answerIdentity({ requestId, submittedAt: '1970-01-01T00:00:00Z' }, to, { requestId: '' }, now).id;
  };
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      return isMessageId(idOf(a)) && (idOf(a) === idOf(b)) === (JSON.stringify(a) === JSON.stringify(b));
    }),
  );
  expect(idOf([false, 'ab', 'c', 'd'])).not.toBe(idOf([false, 'a', 'bc', 'd']));
});

function fail(): never {
  throw new Error('nothing should be looked up');
}
