import { z } from 'zod';
import { Level, MeasurementState, type MeterFrame } from './frame.ts';

/** What a unit or gateway posts. Browser-safe: imports zod only. */

const optionalLevel = Level.default(null);
const optionalFlag = z.boolean().nullable().default(null);
/** ISO 8601 with Z or an offset; converted to UTC. */
const Timestamp = z.iso.datetime({ offset: true }).overwrite((text) => {
  const time = new Date(text);
  // Zod runs this for rejected input too.
  return Number.isNaN(time.getTime()) ? text : time.toISOString();
});

/** A posted frame: a timestamp and any of the levels. */
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

/** A frame from a clock that is far ahead would make all later frames look old. */
export const MAX_CLOCK_AHEAD_MS = 5 * 60_000;

/**
 * The new frames among those posted, in chronological order. Frames with the same timestamp, or not later than the last
 * accepted one, are duplicates, as from a retried request.
 *
 * @param after time of the last accepted frame, UTC
 * @param now ms since the epoch
 * @throws RangeError if a frame is more than five minutes ahead of `now`; then none is accepted
 */
export function selectNew(frames: MeterFrame[], after: string | undefined, now: number): MeterFrame[] {
  const timed = frames.map((frame, n) => {
    const at = Date.parse(frame.timestamp);
    if (at > now + MAX_CLOCK_AHEAD_MS)
      throw new RangeError(
        `The timestamp of frame ${n}, ${frame.timestamp}, is in the future: set the unit's clock`,
      );
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
