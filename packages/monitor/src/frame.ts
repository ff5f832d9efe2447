import { z } from 'zod';

/** One reading of a sound level meter, about one a second while someone is viewing it. Browser-safe: imports zod only. */

/**
 * A level in dB with one decimal, or null if the instrument has none. The bounds only reject garbage: a meter reads
 * about 10 to 140 dB. Levels are never compared with each other (L5 may exceed Lmax).
 */
export const Level = z
  .number()
  .min(-100)
  .max(250)
  .overwrite((level) => Math.round(level * 10) / 10)
  .nullable();

/** Whether the instrument is measuring, in its own terms; `unknown` until it has been queried. */
export const MeasurementState = z.enum(['Start', 'Stop', 'unknown']);
export type MeasurementState = z.infer<typeof MeasurementState>;

/** `unreachable`: the meter doesn't answer. `stale`: no new value for too long. */
export const FeedStatus = z.enum(['ok', 'unreachable', 'stale']);
export type FeedStatus = z.infer<typeof FeedStatus>;

/** What a driver reads from its meter. Levels are in dB. */
export const MeterFrame = z.object({
  /** Time of the values, UTC; server time for a meter that doesn't send one. */
  timestamp: z.iso.datetime(),
  measurementState: MeasurementState,
  /** UTC; only if the start was observed or reported. */
  measurementStartTime: z.iso.datetime().optional(),
  /** The instrument's own sample counter. */
  counter: z.int().min(0).optional(),
  /** Current sound level. */
  lp: Level,
  /** Equivalent continuous level since the measurement started. */
  leq: Level,
  lmax: Level,
  lmin: Level,
  lpeak: Level,
  /** Percentile levels, exceeded for the percentages of time set on the instrument: usually 5, 10, 50, 90, 95 %. */
  ln1: Level,
  ln2: Level,
  ln3: Level,
  ln4: Level,
  ln5: Level,
  /** Input overload and under-range; null if the instrument doesn't report them. */
  over: z.boolean().nullable(),
  under: z.boolean().nullable(),
  /** The line the values were parsed from. */
  rawPayload: z.string().max(2_000).optional(),
});
export type MeterFrame = z.infer<typeof MeterFrame>;

/**
 * A frame of the shared feed. `seq` increases by one per frame of a unit, so that gaps show. `timestamp` is always the
 * time of the values: a heartbeat, or a frame that only changes `feedStatus`, repeats the values and time of the last one.
 */
export const Frame = MeterFrame.extend({
  unitId: z.string().min(1),
  seq: z.int().min(0),
  feedStatus: FeedStatus,
  /** A keep-alive without new values. */
  heartbeat: z.literal(true).optional(),
});
export type Frame = z.infer<typeof Frame>;

/**
 * What a client's portal sees of a frame. An explicit allow-list: new fields of Frame stay internal until they are added
 * here.
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

/** Whether a frame has a new value, rather than being a heartbeat or a status change. Only these count in averages and alerts. */
export function isNewValue(frame: Frame): boolean {
  return frame.feedStatus === 'ok' && frame.heartbeat !== true;
}

/** Exactly the fields of {@link PortalFrame}; `heartbeat` only if set. */
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
