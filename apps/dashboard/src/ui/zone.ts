/** Wall clock times in a time zone. Times are ms since the epoch. */

/** How far the zone is ahead of UTC at a time, in ms. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at);
  const of = (wanted: string) => Number(parts.find(({ type }) => type === wanted)!.value);
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown - Math.floor(at / 1000) * 1000;
}

/** The wall clock time in the zone, as a `datetime-local` input takes it: `2026-05-04T09:30`. */
export function toWallClock(at: number, timeZone: string): string {
  return new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 16);
}

/** The time of a wall clock time in the zone; the first where it occurs twice. NaN for invalid text. */
export function fromWallClock(text: string, timeZone: string): number {
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return Number.NaN;
  const guess = asUtc - offsetAt(asUtc - 86_400_000, timeZone);
  return toWallClock(guess, timeZone) === text ? guess : asUtc - offsetAt(guess, timeZone);
}

/** An IANA zone as people read it: "America/New York". */
export function zoneLabel(timeZone: string): string {
  return timeZone.replaceAll('_', ' ');
}
