import { z } from 'zod';
import { type Frame, isNewValue } from '../frame.ts';
import { energyAverage, round1 } from './energy.ts';
import { createLevelCounts } from './level-counts.ts';

const dB = z.number();

/** What a unit measured in one minute. A minute without samples has no reading, so that gaps stay visible. */
export const Reading = z.object({
  /** Start of the minute, UTC. */
  at: z.iso.datetime(),
  /** Energy average of Lp, in dB. */
  leq: dB,
  /** Highest and lowest Lp, in dB. */
  lmax: dB,
  lmin: dB,
  /** Levels that Lp exceeded for 10 % and 90 % of the minute, in dB. */
  l10: dB,
  l90: dB,
  /** Number of Lp values. */
  samples: z.int().min(1),
  /** Whether the input was overloaded at least once. */
  overload: z.boolean(),
});
export type Reading = z.infer<typeof Reading>;

export const MINUTE_MS = 60_000;

/** The start of the minute containing a time. @param timestamp ISO 8601 in UTC, with `Z` */
export function minuteOf(timestamp: string): string {
  return `${timestamp.slice(0, 'YYYY-MM-DDTHH:mm'.length)}:00.000Z`;
}

export interface MinuteAccumulator {
  /** Adds a frame; returns the previous minute if this frame starts a new one. Frames must be in chronological order. */
  add(frame: Frame): Reading | null;
  /** Ends the minute in progress, for example when the unit is no longer read; null if it has no samples. */
  flush(): Reading | null;
  /** Start of the minute in progress, UTC; flush it once it is over. */
  readonly minute: string | null;
}

/**
 * Combines a unit's frames into one reading per minute. Uses only Lp, because the instrument's Leq, Lmax and Ln cover its
 * whole measurement. Ignores heartbeats, status changes, frames without Lp and frames of an earlier minute.
 */
export function createMinuteAccumulator(): MinuteAccumulator {
  let minute: string | null = null;
  let counts = createLevelCounts();
  let overload = false;

  function flush(): Reading | null {
    const at = minute;
    const done = counts;
    const wasOverloaded = overload;
    minute = null;
    counts = createLevelCounts();
    overload = false;
    if (at === null || done.samples === 0) return null;
    return {
      at,
      leq: round1(done.leq()!),
      lmax: done.max()!,
      lmin: done.min()!,
      l10: done.exceeded(10)!,
      l90: done.exceeded(90)!,
      samples: done.samples,
      overload: wasOverloaded,
    };
  }

  return {
    get minute() {
      return minute;
    },
    add(frame) {
      if (!isNewValue(frame) || frame.lp === null) return null;
      const of = minuteOf(frame.timestamp);
      if (minute !== null && of < minute) return null;
      const before = minute === of ? null : flush();
      minute = of;
      counts.add(frame.lp);
      overload ||= frame.over === true;
      return before;
    },
    flush,
  };
}

/**
 * Combines two parts of one minute, as when another process took over reading the unit. Percentile levels can't be
 * combined exactly; their average weighted by samples is an approximation.
 */
export function combineReadings(a: Reading, b: Reading): Reading {
  const samples = a.samples + b.samples;
  const average = (name: 'l10' | 'l90') => round1((a[name] * a.samples + b[name] * b.samples) / samples);
  return {
    at: a.at,
    leq: round1(energyAverage([a, b].map(({ leq, samples: weight }) => ({ level: leq, weight })))!),
    lmax: Math.max(a.lmax, b.lmax),
    lmin: Math.min(a.lmin, b.lmin),
    l10: average('l10'),
    l90: average('l90'),
    samples,
    overload: a.overload || b.overload,
  };
}
