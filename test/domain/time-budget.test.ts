import fc from 'fast-check';
import { timeBudget } from '../../src/domain/time-budget.ts';

const now = new Date('2026-01-31T12:00:00.000Z');
const budget = (leftMs: number, reserveMs: number) => {
  const { workUntil, lookUntil, writeUntil, parkUntil } = timeBudget(now, new Date(now.getTime() + leftMs), reserveMs);
  return [workUntil, lookUntil, writeUntil, parkUntil].map((time) => time.getTime() - now.getTime());
};

test('the reserve is kept for looking, writing and parking', () => {
  expect(budget(900_000, 10_000)).toEqual([890_000, 893_000, 897_000, 900_000]);
});

test('a reserve that is more than half of the time leaves half of it for the work', () => {
  expect(budget(10_000, 60_000)).toEqual([5_000, 6_500, 8_500, 10_000]);
});

test('where there is no time left, nothing is begun, and everything is a time', () => {
  expect(budget(0, 10_000)).toEqual([0, 0, 0, 0]);
  expect(budget(-5_000, 10_000)).toEqual([-5_000, -5_000, -5_000, -5_000]);
});

test('however much time there is, one thing follows the other, the last by the deadline', () => {
  const milliseconds = fc.integer({ min: 0, max: 86_400_000 });
  fc.assert(
    fc.property(milliseconds, milliseconds, (left, reserve) => {
      const times = budget(left, reserve);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times.at(-1)).toBe(left);
      expect(times[0]).toBeGreaterThanOrEqual(Math.floor(left / 2));
    }),
  );
});
