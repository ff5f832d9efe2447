import { type Frame, isNewValue } from '../frame.ts';
import { movingLevel } from '../levels/period-level.ts';
import { MINUTE_MS, type Reading } from '../levels/reading.ts';
import type { UnitStatus } from '../unit-status.ts';
import type { Point } from './evaluate.ts';
import type { HealthMetric, LevelMetric } from './rule.ts';

type PeriodMetric = 'laeq15min' | 'laeq1h';
export type FrameMetric = Exclude<LevelMetric, PeriodMetric>;

/** Length of each moving average, in minutes. */
export const periodMinutes: Record<PeriodMetric, number> = { laeq15min: 15, laeq1h: 60 };

export function isPeriodMetric(metric: LevelMetric): metric is PeriodMetric {
  return metric in periodMinutes;
}

/** Null if the frame has no new value. */
export function pointOfFrame(metric: FrameMetric, frame: Frame): Point | null {
  return isNewValue(frame) ? { at: frame.timestamp, value: frame[metric] } : null;
}

/**
 * The value of a moving average at the end of a minute.
 *
 * @param readings at least those of the last `periodMinutes[metric]` minutes
 * @param at the end of the minute, ms since the epoch
 */
export function pointOfPeriod(metric: PeriodMetric, readings: readonly Reading[], at: number): Point {
  return { at: new Date(at).toISOString(), value: movingLevel(readings, at, periodMinutes[metric]) };
}

/** 1 if the condition holds, 0 if not; for `clockDrift` the absolute drift in seconds. Null if unknown. @param at UTC */
export function pointOfStatus(metric: HealthMetric, status: UnitStatus, at: string): Point {
  const toNumber = (flag: boolean | null) => (flag === null ? null : Number(flag));
  switch (metric) {
    case 'unreachable':
      return { at, value: toNumber(status.reachable === null ? null : !status.reachable) };
    case 'stopped':
      return {
        at,
        value: status.measurementState === 'unknown' ? null : Number(status.measurementState === 'Stop'),
      };
    case 'clockDrift':
      return { at, value: status.clockDriftSeconds === null ? null : Math.abs(status.clockDriftSeconds) };
    case 'batteryLow':
      return { at, value: toNumber(status.batteryLow) };
  }
}

/**
 * A metric's series from stored readings, one a minute. A reading's Leq is used for both Lp and the instrument's Leq.
 *
 * @param readings in chronological order
 * @returns null for Lpeak, which isn't stored
 */
export function pointsOfReadings(metric: LevelMetric, readings: Reading[]): Point[] | null {
  if (metric === 'lpeak') return null;
  let first = 0;
  return readings.flatMap((reading, index) => {
    const from = Date.parse(reading.at);
    const to = from + MINUTE_MS;
    if (!isPeriodMetric(metric)) {
      const value = metric === 'lmax' ? reading.lmax : reading.leq;
      // Two points, so that a value counts as lasting the whole minute.
      return [from, to - 1_000].map((at) => ({ at: new Date(at).toISOString(), value }));
    }
    while (Date.parse(readings[first]!.at) < to - periodMinutes[metric] * MINUTE_MS) first++;
    return [pointOfPeriod(metric, readings.slice(first, index + 1), to)];
  });
}
