import { z } from 'zod';

/** One reading of a sound level meter, about one a second while somebody watches. Browser-safe: imports zod only. */

/**
 * A level in dB with one decimal, or null where the instrument has none. The bounds only keep nonsense out: a meter
 * reads from about 10 to 140 dB, and levels are never compared with each other (L5 may exceed Lmax).
 */
export const Level = z
  .number()
  .min(-100)
  .max(250)
  .overwrite((level) => Math.round(level * 10) / 10)
  .nullable();

/** The instrument's own words for whether it integrates; `unknown` until it has been asked. */
export const MeasurementState = z.enum(['Start', 'Stop', 'unknown']);
export type MeasurementState = z.infer<typeof MeasurementState>;

/** `unreachable`: the meter doesn't answer. `stale`: it does, or should, but there has been no new value for long. */
export const FeedStatus = z.enum(['ok', 'unreachable', 'stale']);
export type FeedStatus = z.infer<typeof FeedStatus>;

/** What a driver reads off its meter. Levels are in dB. */
export const MeterFrame = z.object({
  /** When the values held, UTC: the server's clock for a meter that doesn't say. */
  timestamp: z.iso.datetime(),
  measurementState: MeasurementState,
  /** UTC; only where the start was seen or told. */
  measurementStartTime: z.iso.datetime().optional(),
  /** The instrument's own count of its values. */
  counter: z.int().min(0).optional(),
  /** Sound level now. */
  lp: Level,
  /** Energy average since the measurement's start. */
  leq: Level,
  lmax: Level,
  lmin: Level,
  lpeak: Level,
  /** Percentile levels, exceeded in a share of the time that is set on the instrument: usually 5, 10, 50, 90, 95 %. */
  ln1: Level,
  ln2: Level,
  ln3: Level,
  ln4: Level,
  ln5: Level,
  /** Overload and under-range of the input; null where the instrument doesn't say. */
  over: z.boolean().nullable(),
  under: z.boolean().nullable(),
  /** The line it was read from. */
  rawPayload: z.string().max(2_000).optional(),
});
export type MeterFrame = z.infer<typeof MeterFrame>;

/**
 * A frame of the shared feed. `seq` grows by one for each frame of a unit: a gap is visible. `timestamp` is always when
 * the values held: a frame that only tells of a change of `feedStatus`, or a heartbeat, repeats those of the last one.
 */
export const Frame = MeterFrame.extend({
  unitId: z.string().min(1),
  seq: z.int().min(0),
  feedStatus: FeedStatus,
  /** Nothing new, only a sign of life. */
  heartbeat: z.literal(true).optional(),
});
export type Frame = z.infer<typeof Frame>;

/**
 * What a client's portal may know of a frame. An allow-list, written out as such: whatever Frame gets later stays
 * inside until somebody adds it here on purpose.
 */
export const PortalFrame = z.object({
  timestamp: Frame.shape.timestamp,
  measurementState: Frame.shape.measurementState,
  lp: Level,
  leq: Level,
  lmax: Level,
  lpeak: Level,
  ln1: Level,
  ln2: Level,
  feedStatus: Frame.shape.feedStatus,
  heartbeat: Frame.shape.heartbeat,
});
export type PortalFrame = z.infer<typeof PortalFrame>;

/** A new value of the meter's, as opposed to a heartbeat and to news of the feed: what averages and alerts look at. */
export function isNewValue(frame: Frame): boolean {
  return frame.feedStatus === 'ok' && frame.heartbeat !== true;
}

/** Exactly the fields of {@link PortalFrame}; `heartbeat` only where it is set. */
export function toPortalFrame(frame: Frame): PortalFrame {
  return {
    timestamp: frame.timestamp,
    measurementState: frame.measurementState,
    lp: frame.lp,
    leq: frame.leq,
    lmax: frame.lmax,
    lpeak: frame.lpeak,
    ln1: frame.ln1,
    ln2: frame.ln2,
    feedStatus: frame.feedStatus,
    ...(frame.heartbeat && { heartbeat: true }),
  };
}
