import { energyAverage, round1 } from './energy.ts';
import { MINUTE_MS, type Reading } from './reading.ts';
import { type Span, type Step, windowsOf } from './windows.ts';

/** The level of a period, made of the readings in it. Levels are in dB, null where nothing was measured. */
export interface PeriodLevel {
  /** UTC; `to` doesn't belong to the period any more. */
  from: string;
  to: string;
  leq: number | null;
  lmax: number | null;
  lmin: number | null;
  /** Only of a single minute: those of longer periods can't be made of those of its minutes. */
  l10: number | null;
  l90: number | null;
  samples: number;
  overload: boolean;
  /** How much of the period's minutes have a reading, 0–100 %, one decimal. Of those that have begun, with `now`. */
  coverage: number;
}

/**
 * The level of one period: `10·log10(mean(10^(L/10)))` over the minutes that begin in it, weighted by their samples.
 * @param readings in any order; one each minute at most
 * @param now ms since the epoch: of a period that isn't over, only what has passed can be covered
 */
export function periodLevel(readings: readonly Reading[], { from, to }: Span, now = to): PeriodLevel {
  const within = readings.filter(({ at }) => {
    const minute = Date.parse(at);
    return minute >= from && minute < to;
  });
  return summarise(within, { from, to }, now);
}

/**
 * The levels of all windows that a span touches, in the order of time: also of those in which nothing was measured.
 * @param readings in the order of time
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
 * A moving period level such as LAeq,15min: of the minutes that end at `at`, the newest of which is complete. Null when
 * fewer than half of them were measured: a few minutes say little about a quarter of an hour.
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
