import fc from 'fast-check';
import { subtract, totalLength, type Interval } from '../../../../src/adapters/site-screening/screening/intervals.ts';

const interval = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }))
  .map(([from, length]): Interval => [from, from + length]);

const covers = (intervals: readonly Interval[], x: number) => intervals.some(([from, to]) => from < x && x < to);

describe('subtract', () => {
  test('leaves exactly what no hole covers', () => {
    fc.assert(
      fc.property(interval, fc.array(interval), (whole, holes) => {
        const left = subtract([whole], holes);
        for (let x = 0.5; x < 80; x += 1)
          expect([x, covers(left, x)]).toEqual([x, covers([whole], x) && !covers(holes, x)]);
        expect(totalLength(left)).toBeLessThanOrEqual(totalLength([whole]));
      }),
    );
  });
});
