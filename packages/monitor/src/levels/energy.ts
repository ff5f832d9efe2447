export interface WeightedLevel {
  /** dB */
  level: number;
  weight: number;
}

/**
 * The weighted energy average in dB, `10·log10(Σ w·10^(L/10) / Σ w)`: the equivalent continuous sound level Leq of
 * ISO 1996-1. Not rounded. Null if the total weight is zero.
 */
export function energyAverage(levels: Iterable<WeightedLevel>): number | null {
  let energy = 0;
  let weight = 0;
  // Relative to the loudest so far, to avoid overflow and underflow.
  let loudest = Number.NEGATIVE_INFINITY;
  for (const item of levels) {
    if (!(item.weight > 0)) continue;
    if (item.level > loudest) {
      energy *= 10 ** ((loudest - item.level) / 10);
      loudest = item.level;
    }
    energy += item.weight * 10 ** ((item.level - loudest) / 10);
    weight += item.weight;
  }
  return weight === 0 ? null : loudest + 10 * Math.log10(energy / weight);
}

/** The combined level of incoherent sources in dB, `10·log10(Σ 10^(L/10))`. @param levels dB, at least one */
export function energySum(levels: number[]): number {
  return energyAverage(levels.map((level) => ({ level, weight: 1 })))! + 10 * Math.log10(levels.length);
}

/** Rounds to one decimal, the resolution of instruments and frames. */
export function round1(level: number): number {
  return Math.round(level * 10) / 10;
}
