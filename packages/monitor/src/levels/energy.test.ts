import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { energyAverage, energySum, type WeightedLevel } from './energy.ts';
import { createLevelCounts } from './level-counts.ts';

const same = (...levels: number[]) => levels.map((level) => ({ level, weight: 1 }));

describe('the energy average', () => {
  test.each([
    // 10·lg((10^6 + 10^7) / 2)
    ['60 and 70 dB', same(60, 70), 67.4036],
    // 10·lg((10^5 + 10^6 + 10^8) / 3)
    ['50, 60 and 80 dB', same(50, 60, 80), 75.2763],
    ['one level', same(46.2), 46.2],
    // 10·lg((10^9 + 59·10^4) / 60)
    [
      'a loud minute in a quiet hour',
      [
        { level: 90, weight: 1 },
        { level: 40, weight: 59 },
      ],
      72.221,
    ],
    ['levels below zero', same(-10, -10), -10],
    [
      'a weight of zero',
      [
        { level: 50, weight: 1 },
        { level: 120, weight: 0 },
      ],
      50,
    ],
  ])('of %s', (_what, levels, average) => {
    expect(energyAverage(levels)).toBeCloseTo(average, 3);
  });

  test('of no levels is null', () => {
    expect(energyAverage([])).toBeNull();
  });

  const level = fc.double({ min: -100, max: 250, noNaN: true });
  const weighted: fc.Arbitrary<WeightedLevel> = fc.record({
    level,
    weight: fc.integer({ min: 1, max: 1_000 }),
  });
  const some = fc.array(weighted, { minLength: 1, maxLength: 50 });

  test('is between the lowest and the highest', () => {
    fc.assert(
      fc.property(some, (levels) => {
        const average = energyAverage(levels)!;
        expect(average).toBeGreaterThanOrEqual(Math.min(...levels.map((one) => one.level)) - 1e-9);
        expect(average).toBeLessThanOrEqual(Math.max(...levels.map((one) => one.level)) + 1e-9);
      }),
    );
  });

  test('does not depend on the order', () => {
    fc.assert(
      fc.property(some, (levels) => {
        expect(energyAverage(levels.toReversed())).toBeCloseTo(energyAverage(levels)!, 9);
      }),
    );
  });

  test('of a period equals the average of its parts', () => {
    fc.assert(
      fc.property(some, fc.nat(50), (levels, cut) => {
        const parts = [levels.slice(0, cut), levels.slice(cut)].filter((part) => part.length > 0);
        const averages = parts.map((part) => ({
          level: energyAverage(part)!,
          weight: part.reduce((sum, { weight }) => sum + weight, 0),
        }));
        expect(energyAverage(averages)).toBeCloseTo(energyAverage(levels)!, 9);
      }),
    );
  });

  test('increases with each of its levels', () => {
    fc.assert(
      fc.property(some, fc.double({ min: 0.1, max: 50, noNaN: true }), (levels, more) => {
        const [first, ...rest] = levels;
        const louder = [{ ...first!, level: first!.level + more }, ...rest];
        expect(energyAverage(louder)!).toBeGreaterThanOrEqual(energyAverage(levels)!);
      }),
    );
  });
});

test('two equal sources are 3 dB louder than one, ten are 10 dB', () => {
  expect(energySum([60, 60])).toBeCloseTo(63.0103, 4);
  expect(energySum(new Array(10).fill(50))).toBeCloseTo(60, 9);
});

describe('percentile levels', () => {
  const counted = (levels: number[]) => {
    const counts = createLevelCounts();
    for (const level of levels) counts.add(level);
    return counts;
  };

  test('L10 of a hundred levels is the lowest of the ten loudest', () => {
    const counts = counted(Array.from({ length: 100 }, (_, index) => index + 1));
    expect([5, 10, 50, 90, 95].map((percent) => counts.exceeded(percent))).toEqual([96, 91, 51, 11, 6]);
    expect([counts.max(), counts.min(), counts.samples]).toEqual([100, 1, 100]);
  });

  test('of one level are that level, of none are null', () => {
    expect([1, 50, 99].map((percent) => counted([46.2]).exceeded(percent))).toEqual([46.2, 46.2, 46.2]);
    const empty = counted([]);
    expect([empty.exceeded(10), empty.leq(), empty.max(), empty.min()]).toEqual([null, null, null, null]);
  });

  test('fall as the percentage grows, stay between Lmin and Lmax, and do not depend on the order', () => {
    const tenths = fc.integer({ min: -1_000, max: 2_500 }).map((level) => level / 10);
    fc.assert(
      fc.property(fc.array(tenths, { minLength: 1, maxLength: 100 }), (levels) => {
        const counts = counted(levels);
        const all = [counts.max()!, ...[1, 5, 10, 50, 90, 99].map((n) => counts.exceeded(n)!), counts.min()!];
        expect(all).toEqual(all.toSorted((a, b) => b - a));
        const reversed = counted(levels.toReversed());
        expect([1, 10, 50, 90].map((n) => reversed.exceeded(n))).toEqual(
          [1, 10, 50, 90].map((n) => counts.exceeded(n)),
        );
        expect(reversed.leq()).toBeCloseTo(energyAverage(same(...levels))!, 9);
      }),
    );
  });
});
