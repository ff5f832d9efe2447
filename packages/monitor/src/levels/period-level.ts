import { energyAverage, round1 } from './energy.ts';
import { MINUTE_MS, type Reading } from './reading.ts';
import { type Span, type Step, windowsOf } from './windows.ts';

/** The level of a period, from the readings in it. Levels are in dB, null if nothing was measured. */
export interface PeriodLevel {
  /** UTC; `to` is exclusive. */
  from: string;
  to: string;
  leq: number | null;
  lmax: number | null;
  lmin: number | null;
  /** Only for a single minute: percentile levels of minutes can't be combined. */
  l10: number | null;
  l90: number | null;
  samples: number;
  overload: boolean;
  /** Percentage of the period's minutes with a reading, 0–100 with one decimal; up to `now` for a period in progress. */
  coverage: number;
}

/**
 * The level of one period: the energy average of the minutes that start in it, weighted by their samples (ISO 1996-1).
 * @param readings in any order; at most one per minute
 * @param now ms since the epoch; limits the coverage of a period in progress
 */
export function periodLevel(readings: readonly Reading[], { from, to }: Span, now = to): PeriodLevel {
  const within = readings.filter(({ at }) => {
    const minute = Date.parse(at);
    return minute >= from && minute < to;
  });
  return summarise(within, { from, to }, now);
}

/**
 * The levels of all windows that overlap a span, in chronological order, including those without readings.
 * @param readings in chronological order
 * @param timezone IANA name
 * @param now ms since the epoch; limits the coverage of the window in progress
 */
export function historyOf(
  readings: Reading[],
  span: Span,
  step: Step,
  timezone: string,
  now = span.to,
): PeriodLevel[] {
  let next = 0;
  return [...windowsOf(span, step, timezone)].map((window) => {
    const within: Reading[] = [];
    for (; next < readings.length && Date.parse(readings[next]!.at) < window.to; next++) {
      if (Date.parse(readings[next]!.at) >= window.from) within.push(readings[next]!);
    }
    return summarise(within, window, now);
  });
}

/**
 * A moving average such as LAeq,15min over the last complete minutes before `at`, in dB. Null if fewer than half of them
 * have a reading, because that is too little to represent the period.
 * @param at ms since the epoch
 */
export function movingLevel(readings: readonly Reading[], at: number, minutes: number): number | null {
  const to = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const { leq, coverage } = periodLevel(readings, { from: to - minutes * MINUTE_MS, to });
  return coverage >= 50 ? leq : null;
}

function summarise(within: Reading[], { from, to }: Span, now: number): PeriodLevel {
  const leq = energyAverage(within.map((reading) => ({ level: reading.leq, weight: reading.samples })));
  const only = within.length === 1 && to - from <= MINUTE_MS ? within[0] : undefined;
  const expected = Math.ceil((Math.min(Math.max(now, from), to) - from) / MINUTE_MS);
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    leq: leq === null ? null : round1(leq),
    lmax: within.reduce<number | null>((max, { lmax }) => Math.max(max ?? lmax, lmax), null),
    lmin: within.reduce<number | null>((min, { lmin }) => Math.min(min ?? lmin, lmin), null),
    l10: only?.l10 ?? null,
    l90: only?.l90 ?? null,
    samples: within.reduce((sum, { samples }) => sum + samples, 0),
    overload: within.some(({ overload }) => overload),
    coverage: expected === 0 ? 0 : round1(Math.min(100, (100 * within.length) / expected)),
  };
}
