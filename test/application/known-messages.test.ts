import { knownMessages } from '../../src/application/known-messages.ts';
import type { ChatMessage } from '../../src/domain/chat-message.ts';
import { sampleMessage } from '../../src/entrypoints/library/testing/sample-message.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 31, 12, minutes));
const now = at(50);
const said = (minutes: number, fields: Partial<ChatMessage> = {}) =>
  sampleMessage({ createdAt: at(minutes).toISOString(), ...fields });
const pending = { responseComplete: false, revision: 1 } as const;

test.each<[string, Partial<ChatMessage>, Partial<ChatMessage>, boolean]>([
  ['a higher revision', pending, { ...pending, revision: 2 }, true],
  ['the same revision', pending, pending, false],
  ['a lower revision', { ...pending, revision: 2 }, pending, false],
  ['the finished message', { ...pending, revision: 9 }, {}, true],
  ['the finished message again', {}, {}, false],
  ['a state from before the end', {}, { ...pending, revision: 9 }, false],
])('whether %s is news', (_, first, second, news) => {
  const known = knownMessages();
  const message = said(0);
  expect(known.see({ ...message, ...first })).toBe(true);
  expect(known.has({ ...message, ...second })).toBe(!news);
  expect(known.see({ ...message, ...second })).toBe(news);
});

test.each<[string, ChatMessage[], Date]>([
  ['a settled chat: shortly before its newest message', [said(10, { role: 'human' }), said(11)], at(9)],
  ['an unfinished answer', [said(10, pending), said(20)], at(10)],
  ['a question without an answer behind it', [said(10, { role: 'human' }), said(20, { role: 'human' }), said(21)], at(10)], // prettier-ignore
  ['an answer that has been open for too long', [said(-400, pending), said(20)], at(18)],
  ['a message from the time to come', [said(10), said(9_999)], at(48)],
])('where to look from: %s', (_, messages, since) => {
  const known = knownMessages();
  for (const message of messages) known.see(message);
  expect(known.openSince(now)).toBe(since.toISOString());
});

test('nothing seen, nothing to say', () => {
  expect(knownMessages().openSince(now)).toBeUndefined();
});
