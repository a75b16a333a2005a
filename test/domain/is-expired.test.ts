import { isExpired } from '../../src/domain/is-expired.ts';

test.each([
  [undefined, 0, false],
  [100, 99_999, false],
  [100, 100_000, true],
  [100, 100_001, true],
  [0, 0, true],
])('a message that expires at %s is expired at %d ms: %s', (expiresAt, now, expected) => {
  expect(isExpired({ expiresAt }, new Date(now))).toBe(expected);
});
