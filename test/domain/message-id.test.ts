import fc from 'fast-check';
import { isMessageId, messageId } from '../../src/domain/message-id.ts';

test('a message id is msg-{timestamp}-{random}', () => {
  expect(messageId(1_795_343_644_301, 'i16ypaxmm8hf4fcys4h0')).toBe('msg-1795343644301-i16ypaxmm8hf4fcys4h0');
});

test('any epoch milliseconds and any lower-case letters and digits make one', () => {
  const random = fc.stringMatching(/^[a-z0-9]+$/);
  fc.assert(
    fc.property(fc.nat({ max: 8.64e15 }), random, (timestamp, text) => isMessageId(messageId(timestamp, text))),
  );
});

test.each([
  [-1, 'abc'],
  [1.5, 'abc'],
  [Number.NaN, 'abc'],
  [1, ''],
  [1, 'ABC'],
  [1, 'a-b'],
  [1, 'é'],
])('%s and %j do not', (timestamp, random) => {
  expect(() => messageId(timestamp, random)).toThrow('not a message id');
});
