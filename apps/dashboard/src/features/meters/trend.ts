import type { HistoryPoint } from '@sitecast/api/sites/readings/schema';
import type { SparklinePoint } from '@sitecast/ui';

/** The length of a trend. */
export const TREND_MINUTES = 15;
const SLOT_SECONDS = 10;

interface Slot {
  /** Its start in seconds, a multiple of SLOT_SECONDS. */
  at: number;
  energy: number;
  count: number;
}

/**
 * A level's trend: averages by the minute from the history, then averages of ten seconds of the live levels, which
 * make a calmer line than the levels themselves.
 */
export function createTrend() {
  let slots: Slot[] = [];
  return {
    /** @param at in seconds */
    add(at: number, level: number): void {
      const slot = Math.floor(at / SLOT_SECONDS) * SLOT_SECONDS;
      const energy = 10 ** (level / 10);
      const last = slots.at(-1);
      if (last?.at === slot) {
        last.energy += energy;
        last.count++;
      } else if (last === undefined || slot > last.at) {
        slots = [
          ...slots.filter((one) => one.at > slot - TREND_MINUTES * 60),
          { at: slot, energy, count: 1 },
        ];
      }
    },
    /** @param now in seconds */
    points(minutes: HistoryPoint[], now: number): SparklinePoint[] {
      const from = now - TREND_MINUTES * 60;
      const liveFrom = slots[0]?.at ?? Number.POSITIVE_INFINITY;
      const before = minutes
        .map(({ from, to, leq }) => ({ at: (Date.parse(from) + Date.parse(to)) / 2000, level: leq }))
        .filter(({ at }) => at >= from && at < liveFrom);
      const live = slots
        .filter(({ at }) => at >= from)
        .flatMap(({ at, energy, count }, index, all): SparklinePoint[] => {
          const point = { at, level: 10 * Math.log10(energy / count) };
          const gap = at - (all[index - 1]?.at ?? at) > 60;
          return gap ? [{ at, level: null }, point] : [point];
        });
      return [...before, ...live];
    },
  };
}
