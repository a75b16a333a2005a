import type { ChatMessage } from '../../../src/domain/chat-message.ts';
import { sampleMessage } from '../../../src/entrypoints/library/testing/sample-message.ts';
import { answerPlace, isOpen, merged, openSince, questionBefore } from '../../../src/entrypoints/web/model/entries.ts';

const at = (ms: number) => new Date(Date.UTC(2026, 0, 31, 12) + ms).toISOString();
const said = (ms: number, fields: Partial<ChatMessage> = {}) =>
  sampleMessage({ text: `${ms}`, createdAt: at(ms), ...fields });
const question = said(0, { role: 'human' });
const pending = said(1, { responseComplete: false, revision: 2 });

test('messages stand in order, each once, however often they come', () => {
  const messages = [said(2), said(0), said(1)];
  const once = merged([], messages);
  expect(once.map(({ message }) => message.text)).toEqual(['0', '1', '2']);
  expect(merged(once, messages)).toBe(once);
});

test.each<[string, Partial<ChatMessage>, boolean]>([
  ['a later state', { revision: 3, text: 'new' }, true],
  ['the end', { responseComplete: true, text: 'new' }, true],
  ['an earlier state', { revision: 1, text: 'new' }, false],
])('an unfinished answer is replaced in its place: %s', (_, fields, replaced) => {
  const before = merged([], [question, pending]);
  const after = merged(before, [{ ...pending, ...fields }]);
  expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
  expect(after.at(-1)?.message.text).toBe(replaced ? 'new' : pending.text);
});

test('a finished message never changes', () => {
  const finished = merged([], [said(1)]);
  const message = finished[0]?.message ?? question;
  expect(merged(finished, [{ ...message, responseComplete: false, revision: 99 }])).toBe(finished);
});

test('what the page showed at once becomes what the server has, in its place', () => {
  const local = merged([], [{ ...question, id: 'local-1' }]);
  const sent = merged(local, [question]);
  expect(sent).toEqual([{ key: local[0]?.key, message: question }]);
  const answered = merged(sent, [pending]);
  expect(answered.at(-1)?.key).toBe(answerPlace(question));
});

test('two messages of one moment are two', () => {
  const both = merged([], [said(1, { id: 'msg-1-a' }), said(1, { id: 'msg-1-b' })]);
  expect(new Set(both.map(({ key }) => key)).size).toBe(2);
});

test('a question is open until an answer stands behind it', () => {
  const entries = merged([], [question, said(5, { role: 'human' }), said(6)]);
  expect(entries.map((_, index) => isOpen(entries, index))).toEqual([true, false, false]);
  expect(openSince(entries)).toBe(at(-120_000));
  expect(questionBefore(entries, entries[2]?.message ?? question)).toBe('5');
  expect(openSince([])).toBeUndefined();
});
