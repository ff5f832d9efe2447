import { z } from 'zod';
import type { MeasurementState, MeterFrame } from '../frame.ts';

/** Wire format of an SLMM server: snake case, levels as strings, times in UTC without a zone. */

const Text = z.string().max(4_000).nullish();
const LevelText = z.union([z.string().max(20), z.number()]).nullish();

const levels = {
  lp: LevelText,
  leq: LevelText,
  lmax: LevelText,
  lmin: LevelText,
  lpeak: LevelText,
  ln1: LevelText,
  ln2: LevelText,
  ln3: LevelText,
  ln4: LevelText,
  ln5: LevelText,
};

/** A message of `…/monitor`. Has no levels if it is a heartbeat or the meter is unreachable. */
export const SlmmMessage = z.object({
  ...levels,
  timestamp: z.string().max(40),
  measurement_state: Text,
  measurement_start_time: Text,
  counter: z.union([z.string().max(20), z.number()]).nullish(),
  raw_payload: Text,
  feed_status: z.string().max(40).nullish(),
  heartbeat: z.boolean().nullish(),
});
export type SlmmMessage = z.infer<typeof SlmmMessage>;

/** `GET …/status`: the server's latest values and the state of the meter. */
export const SlmmStatus = z.object({
  data: SlmmMessage.omit({ timestamp: true }).extend({
    last_seen: Text,
    battery_level: LevelText,
    is_reachable: z.boolean().nullish(),
    last_error: Text,
  }),
});
export type SlmmStatus = z.infer<typeof SlmmStatus>['data'];

const Readings = z.array(SlmmMessage).max(100_000);
/** `GET …/history?hours=`: about one reading a minute. */
export const SlmmHistory = z
  .union([Readings, z.object({ data: Readings }), z.object({ readings: Readings })])
  .transform((body) => (Array.isArray(body) ? body : 'data' in body ? body.data : body.readings));

/** Undefined if the timestamp can't be parsed. */
export function toMeterFrame(message: SlmmMessage): MeterFrame | undefined {
  const timestamp = parseTime(message.timestamp);
  if (timestamp === undefined) return undefined;
  const startTime = parseTime(message.measurement_start_time);
  const counter = Number(message.counter ?? Number.NaN);
  const parsed = Object.fromEntries(
    Object.keys(levels).map((name) => [name, parseLevel(message[name as keyof typeof levels])]),
  ) as Record<keyof typeof levels, number | null>;
  return {
    timestamp,
    measurementState: parseState(message.measurement_state),
    ...(startTime && { measurementStartTime: startTime }),
    ...(Number.isInteger(counter) && counter >= 0 && { counter }),
    ...parsed,
    over: null,
    under: null,
    ...(message.raw_payload && { rawPayload: message.raw_payload.slice(0, 2_000) }),
  };
}

/** Parses an ISO 8601 time, taken as UTC if it has no zone. */
export function parseTime(text: string | null | undefined): string | undefined {
  if (!text) return undefined;
  const time = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** The server sends `Measure` when it assumes, but hasn't confirmed, that the meter is measuring. */
export function parseState(state: string | null | undefined): MeasurementState {
  if (state === 'Start' || state === 'Measure') return 'Start';
  return state === 'Stop' ? 'Stop' : 'unknown';
}

function parseLevel(text: string | number | null | undefined): number | null {
  if (text === null || text === undefined || String(text).trim() === '') return null;
  const level = Number(text);
  return level >= -100 && level <= 250 ? Math.round(level * 10) / 10 : null;
}
