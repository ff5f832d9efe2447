import { usageError } from './errors.ts';

/** A time in the local time zone, with the zone's name: `2026-11-22 14:03 GMT+1`. */
export function localTime(iso: string): string {
  const moment = new Date(iso);
  const time = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' }).format(moment);
  const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'short' })
    .formatToParts(moment)
    .find(({ type }) => type === 'timeZoneName')!.value;
  return `${time} ${zone}`;
}

const UNITS = [
  ['y', 365 * 86_400],
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** Short relative time, for tables: `5 min ago`. */
export function ago(iso: string, now = Date.now()): string {
  const length = roughly(now - Date.parse(iso));
  // The server's clock may be ahead of this one.
  return length === null ? 'just now' : `${length} ago`;
}

/** Short time until `iso`: `in 5 d`; for a past time like `ago`. */
export function until(iso: string, now = Date.now()): string {
  const ms = Date.parse(iso) - now;
  if (ms <= 0) return ago(iso, now);
  return `in ${roughly(ms) ?? 'less than 1 min'}`;
}

/** A duration in its largest whole unit; null below a minute. */
function roughly(ms: number): string | null {
  const seconds = ms / 1000;
  const found = UNITS.find(([, length]) => seconds >= length);
  if (found === undefined) return null;
  const [unit, length] = found;
  return `${Math.floor(seconds / length)} ${unit}`;
}

/** A time in a time zone, to the minute: `2026-11-22 14:03`. */
export function timeIn(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(iso),
  );
}

const AGO: Record<string, number> = { m: 60, h: 3_600, d: 86_400 };

/** Parses a date, a date with time (local unless it has a zone), or a relative time such as `7d` ago. @returns UTC ISO 8601 */
export function readTime(text: string, now = Date.now()): string {
  const [, number, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (unit) return new Date(now - Number(number) * AGO[unit]! * 1000).toISOString();
  // Date.parse takes a date without time as midnight UTC, not local.
  const typed = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text;
  const time = /^\d{4}-\d\d-\d\d[T ]/.test(typed) ? Date.parse(typed.replace(' ', 'T')) : Number.NaN;
  if (Number.isNaN(time))
    throw usageError(
      `“${text}” is not a valid time. Use 2026-11-22, 2026-11-22T14:00, or 7d for seven days ago.`,
    );
  return new Date(time).toISOString();
}
