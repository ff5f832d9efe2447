import { energyAverage, round1 } from './energy.ts';

/** A histogram of levels in dB with classes of 0.1 dB, as meters keep it: bounded size, independent of order. */
export interface LevelCounts {
  readonly samples: number;
  add(level: number): void;
  /** Energy average in dB; null without samples, as are the others. */
  leq(): number | null;
  max(): number | null;
  min(): number | null;
  /**
   * The percentile level Ln, exceeded for n % of the time (ISO 1996-1): L10 for loud events, L90 for the background.
   * Nearest-rank method: of N samples in descending order, the one at rank ⌈n/100·N⌉.
   */
  exceeded(percent: number): number | null;
}

export function createLevelCounts(): LevelCounts {
  const classes = new Map<number, number>();
  let samples = 0;
  /** Classes in descending order; reset when a class is added. */
  let sorted: number[] | undefined;
  const descending = () => {
    sorted ??= [...classes.keys()].sort((a, b) => b - a);
    return sorted;
  };
  const toDb = (tenths: number | undefined) => (tenths === undefined ? null : tenths / 10);

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
      energyAverage(descending().map((tenths) => ({ level: tenths / 10, weight: classes.get(tenths)! }))),
    max: () => toDb(descending().at(0)),
    min: () => toDb(descending().at(-1)),
    exceeded(percent) {
      const rank = Math.max(1, Math.ceil((percent / 100) * samples));
      let seen = 0;
      for (const tenths of descending()) {
        seen += classes.get(tenths)!;
        if (seen >= rank) return tenths / 10;
      }
      return null;
    },
  };
}
