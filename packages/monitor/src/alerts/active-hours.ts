import { Temporal } from 'temporal-polyfill';
import type { ActiveHours } from './rule.ts';

/**
 * Whether a rule is active at a given time. Hours are local wall-clock time: when clocks go forward, skipped times don't
 * occur; when they go back, the repeated hour counts both times.
 *
 * @param hours null: always active
 * @param at ms since the epoch
 * @param timezone IANA name
 */
export function isActive(hours: ActiveHours | null, at: number, timezone: string): boolean {
  if (hours === null) return true;
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
  const minute = local.hour * 60 + local.minute;
  const from = minuteOf(hours.from);
  const until = minuteOf(hours.until);
  const today = hours.days.includes(local.dayOfWeek);
  if (from === until) return today;
  if (from < until) return today && minute >= from && minute < until;
  const yesterday = hours.days.includes(((local.dayOfWeek + 5) % 7) + 1);
  return (today && minute >= from) || (yesterday && minute < until);
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
