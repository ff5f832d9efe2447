import { z } from 'zod';
import { Level, MeasurementState, type MeterFrame } from './frame.ts';

/** What a unit, or a gateway, posts. Browser-safe: imports zod only. */

const optionalLevel = Level.default(null);
const optionalFlag = z.boolean().nullable().default(null);
/** ISO 8601 with Z or an offset; kept in UTC. */
const Timestamp = z.iso.datetime({ offset: true }).overwrite((text) => {
  const time = new Date(text);
  // It is called for what has been refused, too.
  return Number.isNaN(time.getTime()) ? text : time.toISOString();
});

/** A frame as a foreign unit posts it: when, and whichever levels it has. */
export const PushFrame = z.strictObject({
  timestamp: Timestamp,
  measurementState: MeasurementState.default('unknown'),
  measurementStartTime: Timestamp.optional(),
  counter: z.int().min(0).optional(),
  lp: optionalLevel,
  leq: optionalLevel,
  lmax: optionalLevel,
  lmin: optionalLevel,
  lpeak: optionalLevel,
  ln1: optionalLevel,
  ln2: optionalLevel,
  ln3: optionalLevel,
  ln4: optionalLevel,
  ln5: optionalLevel,
  over: optionalFlag,
  under: optionalFlag,
});
export type PushFrame = z.infer<typeof PushFrame>;

export const PushFrames = z.array(PushFrame).min(1).max(100);

/** A clock that is a little fast does no harm; one that is far ahead would make every later frame one of the past. */
export const LONGEST_AHEAD_MS = 5 * 60_000;

/**
 * What is new among posted frames, in the order of time: a second frame of one moment is a duplicate, as is one that isn't
 * later than the last that was taken, such as of a request that was sent again.
 *
 * @param after the time of the last frame that was taken, UTC
 * @param now ms since the epoch
 * @throws RangeError when a frame is more than five minutes ahead of `now`; then none is taken
 */
export function takeNew(frames: MeterFrame[], after: string | undefined, now: number): MeterFrame[] {
  const timed = frames.map((frame, n) => {
    const at = Date.parse(frame.timestamp);
    if (at > now + LONGEST_AHEAD_MS)
      throw new RangeError(`Frame ${n} is of ${frame.timestamp}, which is yet to come: set the unit's clock`);
    return { frame, at };
  });
  let latest = after === undefined ? Number.NEGATIVE_INFINITY : Date.parse(after);
  const fresh: MeterFrame[] = [];
  for (const { frame, at } of timed.sort((a, b) => a.at - b.at)) {
    if (at <= latest) continue;
    latest = at;
    fresh.push(frame);
  }
  return fresh;
}
