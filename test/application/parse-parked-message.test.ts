import { parseParkedMessage } from '../../src/application/parse-parked-message.ts';
import { sampleMessage } from '../../src/entrypoints/library/testing/sample-message.ts';

test.each([undefined, 4_102_444_800])('a parked message that expires at %s is read whole', (expiresAt) => {
  const message = sampleMessage({ expiresAt });
  expect(parseParkedMessage(JSON.stringify(message))).toEqual(message);
});

test.each(['4102444800', 1.5, null, '2026-01-31'])('one that expires at %j is none', (expiresAt) => {
  const text = JSON.stringify({ ...sampleMessage(), expiresAt });
  expect(() => parseParkedMessage(text)).toThrow('not of the right shape: expiresAt');
});
