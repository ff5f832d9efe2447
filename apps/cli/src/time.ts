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
