import { z } from 'zod';
import { type Frame, isNewValue } from '../frame.ts';
import { energyAverage, round1 } from './energy.ts';
import { createLevelCounts } from './level-counts.ts';

const dB = z.number();

/** What a unit measured in one minute. A minute without samples has no reading: a gap stays a gap. */
export const Reading = z.object({
  /** The minute's start, UTC. */
  at: z.iso.datetime(),
  /** Energy average of Lp, in dB. */
  leq: dB,
  /** The highest and the lowest Lp. */
  lmax: dB,
  lmin: dB,
  /** Exceeded by Lp for 10 % and for 90 % of the minute. */
  l10: dB,
  l90: dB,
  /** How many values of Lp it is made of. */
  samples: z.int().min(1),
  /** The input was overloaded at least once. */
  overload: z.boolean(),
});
export type Reading = z.infer<typeof Reading>;

export const MINUTE_MS = 60_000;

/** The start of the minute in which a time falls. @param timestamp ISO 8601 in UTC, with its `Z` */
export function minuteOf(timestamp: string): string {
  return `${timestamp.slice(0, 'YYYY-MM-DDTHH:mm'.length)}:00.000Z`;
}

export interface MinuteAccumulator {
  /** Takes a frame; returns the minute before when this frame begins another. Frames come in the order of time. */
  add(frame: Frame): Reading | null;
  /** Ends the minute that is under way, as at the end of reading a unit; null when it has no sample. */
  flush(): Reading | null;
  /** The start of the minute that is under way: when the time is past its end, flush it. */
  readonly minute: string | null;
}

/**
 * Makes one reading a minute of a unit's frames. Only Lp counts: the instrument's Leq, Lmax and Ln are of its whole
 * measurement. Heartbeats and news of the feed are no samples, nor is a frame without Lp or of a minute that is over.
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
 * Two parts of one minute, as when the process that reads a unit was replaced in the middle of it. Ln of parts can't be
 * put together exactly; their average by samples is what comes closest.
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
