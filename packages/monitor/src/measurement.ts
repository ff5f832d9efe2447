import { round1 } from './levels/energy.ts';
import { createLevelCounts } from './levels/level-counts.ts';
import type { SimulatedSite } from './site.ts';

/** The values of a simulated measurement in progress, in dB with one decimal. */
export interface MeasurementValues {
  lp: number;
  leq: number;
  /** Sound exposure level (IEC 61672-1): the same energy in one second. */
  le: number;
  lmax: number;
  lmin: number;
  /** L5, L10, L50, L90, L95. */
  ln: [number, number, number, number, number];
  lpeak: number;
}

const SECOND_MS = 1_000;
/** Longer gaps between calls are skipped instead of computed. */
const MAX_CATCH_UP_MS = 24 * 3_600 * SECOND_MS;

/** A simulated measurement of a site, one value per full second. @param start ms since the epoch */
export function createMeasurement(site: SimulatedSite, start: number) {
  const counts = createLevelCounts();
  const first = Math.floor(start / SECOND_MS) * SECOND_MS;
  let next = first;
  let peak = Number.NEGATIVE_INFINITY;

  return {
    /** The values at `now`, in ms since the epoch, which must not go backwards between calls. */
    at(now: number): MeasurementValues {
      const last = Math.max(first, Math.floor(now / SECOND_MS) * SECOND_MS);
      next = Math.max(next, last - MAX_CATCH_UP_MS);
      for (; next <= last; next += SECOND_MS) {
        const level = site.levelAt(next);
        counts.add(level);
        peak = Math.max(peak, level + site.crestAt(next));
      }
      const leq = counts.leq()!;
      const ln = [5, 10, 50, 90, 95].map((percent) => counts.exceeded(percent)!) as MeasurementValues['ln'];
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
