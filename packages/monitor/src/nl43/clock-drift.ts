import { Temporal } from 'temporal-polyfill';

const QUARTER_HOUR = 15 * 60;

/**
 * How many seconds the instrument's clock is ahead of ours; negative: behind.
 *
 * `Clock?` answers with a wall clock's time and names no zone. It is compared with what a wall clock shows now in the
 * site's zone, so that an hour which occurs twice is no question. An instrument that doesn't follow summer time is an
 * hour off for half of the year, and is told so: its stored files are an hour off as well. Without a zone the
 * instrument's is taken to be the nearest of those that exist, which all are multiples of a quarter of an hour.
 * @param local `YYYY-MM-DDTHH:MM:SS`
 * @param now ms since the epoch
 */
export function clockDrift(local: string, now: number, timezone?: string): number {
  // The instrument shows full seconds, so ours are compared as such.
  const ahead = (Date.parse(`${local}Z`) - Math.floor(now / 1_000) * 1_000) / 1_000;
  const offset =
    timezone === undefined
      ? Math.round(ahead / QUARTER_HOUR) * QUARTER_HOUR
      : Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).offsetNanoseconds / 1e9;
  // Plus 0, or else a clock that is right could be -0 ahead.
  return Math.round(ahead - offset) + 0;
}
