import { misused } from './errors.ts';

/** A moment as the person's clock shows it, with the zone named: `2026-11-22 14:03 GMT+1`. */
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

/** How long ago, in as few columns as a table can spare: `5 min ago`. */
export function ago(iso: string, now = Date.now()): string {
  const length = roughly(now - Date.parse(iso));
  // The server's clock may be ahead of this one.
  return length === null ? 'just now' : `${length} ago`;
}

/** How long until then: `in 5 d`; for a moment that has passed, how long ago. */
export function until(iso: string, now = Date.now()): string {
  const ms = Date.parse(iso) - now;
  if (ms <= 0) return ago(iso, now);
  return `in ${roughly(ms) ?? 'less than 1 min'}`;
}

/** In the largest unit that is full at least once; null below a minute. */
function roughly(ms: number): string | null {
  const seconds = ms / 1000;
  const found = UNITS.find(([, length]) => seconds >= length);
  if (found === undefined) return null;
  const [unit, length] = found;
  return `${Math.floor(seconds / length)} ${unit}`;
}

/** A moment as the clocks of a zone show it, to the minute: `2026-11-22 14:03`. */
export function timeIn(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(iso),
  );
}

const AGO: Record<string, number> = { m: 60, h: 3_600, d: 86_400 };

/** A time as a person types it: a date, a date with a time (of this machine's zone, unless it names one), or `7d` ago. */
export function readTime(text: string, now = Date.now()): string {
  const [, number, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (unit) return new Date(now - Number(number) * AGO[unit]! * 1000).toISOString();
  // A date alone would be midnight in UTC, which is nobody's midnight.
  const typed = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text;
  const time = /^\d{4}-\d\d-\d\d[T ]/.test(typed) ? Date.parse(typed.replace(' ', 'T')) : Number.NaN;
  if (Number.isNaN(time))
    throw misused(`“${text}” is no time. Write 2026-11-22, 2026-11-22T14:00, or 7d for seven days ago.`);
  return new Date(time).toISOString();
}
