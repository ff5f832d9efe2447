import { Temporal } from 'temporal-polyfill';

const QUARTER_HOUR = 15 * 60;

/**
 * How many seconds the instrument's clock is ahead of the server's; negative: behind.
 *
 * `Clock?` returns local time without a zone. It is compared with the current local time of the site, so that repeated
 * hours are unambiguous. An instrument that ignores daylight saving time counts as an hour off, because its stored files
 * are too. Without a time zone, the nearest UTC offset is assumed; all are multiples of a quarter of an hour.
 * @param local `YYYY-MM-DDTHH:MM:SS`
 * @param now ms since the epoch
 * @param timezone IANA name
 */
export function clockDrift(local: string, now: number, timezone?: string): number {
  // The instrument reports full seconds.
  const ahead = (Date.parse(`${local}Z`) - Math.floor(now / 1_000) * 1_000) / 1_000;
  const offset =
    timezone === undefined
      ? Math.round(ahead / QUARTER_HOUR) * QUARTER_HOUR
      : Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).offsetNanoseconds / 1e9;
  // + 0 turns -0 into 0.
  return Math.round(ahead - offset) + 0;
}
