export interface WeightedLevel {
  /** dB */
  level: number;
  weight: number;
}

/**
 * The energy average in dB, `10·log10(Σ w·10^(L/10) / Σ w)`: the equivalent continuous level of ISO 1996-1. Null when
 * there is nothing to average. Not rounded.
 */
export function energyAverage(levels: Iterable<WeightedLevel>): number | null {
  let energy = 0;
  let weight = 0;
  // Relative to the loudest so far, so that no level is too high or too low for a number.
  let loudest = Number.NEGATIVE_INFINITY;
  for (const one of levels) {
    if (!(one.weight > 0)) continue;
    if (one.level > loudest) {
      energy *= 10 ** ((loudest - one.level) / 10);
      loudest = one.level;
    }
    energy += one.weight * 10 ** ((one.level - loudest) / 10);
    weight += one.weight;
  }
  return weight === 0 ? null : loudest + 10 * Math.log10(energy / weight);
}

/** The level of several sources together, `10·log10(Σ 10^(L/10))`, in dB. */
export function energySum(levels: number[]): number {
  return energyAverage(levels.map((level) => ({ level, weight: 1 })))! + 10 * Math.log10(levels.length);
}

/** dB with one decimal, as instruments show it and frames carry it. */
export function round1(level: number): number {
  return Math.round(level * 10) / 10;
}
