import { energyAverage, round1 } from './energy.ts';

/** Levels, counted in classes of 0.1 dB, as a meter does it: of bounded size, and the order makes no difference. */
export interface LevelCounts {
  readonly samples: number;
  add(level: number): void;
  /** Energy average in dB, null without samples. */
  leq(): number | null;
  max(): number | null;
  min(): number | null;
  /**
   * The percentile level Ln: what was exceeded for n % of the time (IEC 61672, ISO 1996-1), L10 for loud moments and L90
   * for the background. By nearest rank: of N samples from loud to quiet, the one at place ⌈n/100·N⌉.
   */
  exceeded(percent: number): number | null;
}

export function createLevelCounts(): LevelCounts {
  const classes = new Map<number, number>();
  let samples = 0;
  /** The classes from loud to quiet; to be sorted again when there is a new one. */
  let sorted: number[] | undefined;
  const fromLoud = () => {
    sorted ??= [...classes.keys()].sort((a, b) => b - a);
    return sorted;
  };
  const inDb = (tenths: number | undefined) => (tenths === undefined ? null : tenths / 10);

  return {
    get samples() {
      return samples;
    },
    add(level) {
      const tenths = Math.round(round1(level) * 10);
      const count = classes.get(tenths);
      if (count === undefined) sorted = undefined;
      classes.set(tenths, (count ?? 0) + 1);
      samples++;
    },
    leq: () =>
      energyAverage(fromLoud().map((tenths) => ({ level: tenths / 10, weight: classes.get(tenths)! }))),
    max: () => inDb(fromLoud().at(0)),
    min: () => inDb(fromLoud().at(-1)),
    exceeded(percent) {
      const place = Math.max(1, Math.ceil((percent / 100) * samples));
      let passed = 0;
      for (const tenths of fromLoud()) {
        passed += classes.get(tenths)!;
        if (passed >= place) return tenths / 10;
      }
      return null;
    },
  };
}
