import { type Frame, isNewValue } from '../frame.ts';
import { movingLevel } from '../levels/period-level.ts';
import { MINUTE_MS, type Reading } from '../levels/reading.ts';
import type { UnitStatus } from '../unit-status.ts';
import type { Point } from './evaluate.ts';
import type { HealthMetric, LevelMetric } from './rule.ts';

type PeriodMetric = 'laeq15min' | 'laeq1h';
export type FrameMetric = Exclude<LevelMetric, PeriodMetric>;

/** How many minutes a moving period level is of. */
export const periodMinutes: Record<PeriodMetric, number> = { laeq15min: 15, laeq1h: 60 };

export function isPeriodMetric(metric: LevelMetric): metric is PeriodMetric {
  return metric in periodMinutes;
}

/** Null for a frame that has no new value. */
export function pointOfFrame(metric: FrameMetric, frame: Frame): Point | null {
  return isNewValue(frame) ? { at: frame.timestamp, value: frame[metric] } : null;
}

/**
 * The point of a period level when a minute is over.
 *
 * @param readings at least those of the last `periodMinutes`
 * @param at the end of the minute, ms since the epoch
 */
export function pointOfPeriod(metric: PeriodMetric, readings: readonly Reading[], at: number): Point {
  return { at: new Date(at).toISOString(), value: movingLevel(readings, at, periodMinutes[metric]) };
}

/** 1 when it is so, 0 when it isn't; of the clock by how many seconds it is wrong. Null when it isn't known. @param at UTC */
export function pointOfStatus(metric: HealthMetric, status: UnitStatus, at: string): Point {
  const yesOrNo = (yes: boolean | null) => (yes === null ? null : Number(yes));
  switch (metric) {
    case 'unreachable':
      return { at, value: yesOrNo(status.reachable === null ? null : !status.reachable) };
    case 'stopped':
      return {
        at,
        value: status.measurementState === 'unknown' ? null : Number(status.measurementState === 'Stop'),
      };
    case 'clockDrift':
      return { at, value: status.clockDriftSeconds === null ? null : Math.abs(status.clockDriftSeconds) };
    case 'batteryLow':
      return { at, value: yesOrNo(status.batteryLow) };
  }
}

/**
 * A series made of what is stored, one reading a minute: its Leq stands for Lp and for the instrument's Leq. Null for what
 * isn't stored: Lpeak.
 *
 * @param readings in the order of time
 */
export function pointsOfReadings(metric: LevelMetric, readings: Reading[]): Point[] | null {
  if (metric === 'lpeak') return null;
  let first = 0;
  return readings.flatMap((reading, index) => {
    const from = Date.parse(reading.at);
    const to = from + MINUTE_MS;
    if (!isPeriodMetric(metric)) {
      const value = metric === 'lmax' ? reading.lmax : reading.leq;
      // It held for the whole minute, as far as is known.
      return [from, to - 1_000].map((at) => ({ at: new Date(at).toISOString(), value }));
    }
    while (Date.parse(readings[first]!.at) < to - periodMinutes[metric] * MINUTE_MS) first++;
    return [pointOfPeriod(metric, readings.slice(first, index + 1), to)];
  });
}
