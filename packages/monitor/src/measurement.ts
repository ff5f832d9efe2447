import { round1 } from './levels/energy.ts';
import { createLevelCounts } from './levels/level-counts.ts';
import type { Site } from './site.ts';

/** What a meter shows of a measurement under way, in dB with one decimal. */
export interface Measured {
  lp: number;
  leq: number;
  /** Sound exposure level: the same energy in one second. */
  le: number;
  lmax: number;
  lmin: number;
  /** L5, L10, L50, L90, L95. */
  ln: [number, number, number, number, number];
  lpeak: number;
}

const SECOND = 1_000;
/** A measurement that nobody looked at for longer is not made up for: it goes on from then. */
const LONGEST_CATCH_UP = 24 * 3_600 * SECOND;

/** A simulated measurement of a site from `start` on: one value each full second. Times are ms since the epoch. */
export function createMeasurement(site: Site, start: number) {
  const counts = createLevelCounts();
  const first = Math.floor(start / SECOND) * SECOND;
  let next = first;
  let peak = Number.NEGATIVE_INFINITY;

  return {
    /** The values at a time, not before those of the call before. */
    at(now: number): Measured {
      const last = Math.max(first, Math.floor(now / SECOND) * SECOND);
      next = Math.max(next, last - LONGEST_CATCH_UP);
      for (; next <= last; next += SECOND) {
        const level = site.levelAt(next);
        counts.add(level);
        peak = Math.max(peak, level + site.crestAt(next));
      }
      const leq = counts.leq()!;
      const ln = [5, 10, 50, 90, 95].map((percent) => counts.exceeded(percent)!) as Measured['ln'];
      return {
        lp: site.levelAt(last),
        leq: round1(leq),
        le: round1(leq + 10 * Math.log10(counts.samples)),
        lmax: counts.max()!,
        lmin: counts.min()!,
        ln,
        lpeak: round1(peak),
      };
    },
  };
}
