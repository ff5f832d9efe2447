import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { MINUTE_MS } from './reading.ts';

/** A half-open interval of time in ms since the epoch: `from` is inclusive, `to` exclusive. */
export interface Span {
  from: number;
  to: number;
}

/** Width of a history's windows. */
export const Step = z.enum(['1m', '5m', '15m', '1h', '1d']);
export type Step = z.infer<typeof Step>;

const minutes: Record<Exclude<Step, '1d'>, number> = { '1m': 1, '5m': 5, '15m': 15, '1h': 60 };

/** The local hours at which the periods start. The defaults are those of the Environmental Noise Directive 2002/49/EC, Annex I. */
export interface PeriodHours {
  day: number;
  evening: number;
  night: number;
}
export const defaultPeriodHours: PeriodHours = { day: 7, evening: 19, night: 23 };

export type Period = 'day' | 'evening' | 'night';

/**
 * The whole windows that overlap a span, aligned to local time. A day on which the clocks change has 23 or 25 hours; an
 * hour that occurs twice is two windows.
 * @param timezone IANA name
 */
export function* windowsOf(span: Span, step: Step, timezone: string): Generator<Span> {
  for (const day of daysOf(span, timezone)) {
    if (step === '1d') {
      yield day;
      continue;
    }
    for (const hour of hoursOf(day, timezone)) {
      if (hour.to <= span.from || hour.from >= span.to) continue;
      for (let from = hour.from; from < hour.to; from += minutes[step] * MINUTE_MS) {
        const to = Math.min(from + minutes[step] * MINUTE_MS, hour.to);
        if (to > span.from && from < span.to) yield { from, to };
      }
    }
  }
}

/** The local days that overlap a span. */
function* daysOf(span: Span, timezone: string): Generator<Span> {
  let day = zoned(span.from, timezone).startOfDay();
  while (day.epochMilliseconds < span.to) {
    const next = day.add({ days: 1 }).startOfDay();
    yield { from: day.epochMilliseconds, to: next.epochMilliseconds };
    day = next;
  }
}

const HOUR_MS = 60 * MINUTE_MS;

/** The hours of a local day. If the clocks change by half an hour, one of them is that long. */
function* hoursOf(day: Span, timezone: string): Generator<Span> {
  const isWhole = (day.to - day.from) % HOUR_MS === 0;
  for (let from = day.from; from < day.to; ) {
    const end = isWhole ? from + HOUR_MS : nextFullHour(from, timezone);
    const to = Math.min(end, day.to);
    yield { from, to };
    from = to;
  }
}

function nextFullHour(from: number, timezone: string): number {
  const later = zoned(from + HOUR_MS, timezone);
  const full = later.subtract({ minutes: later.minute });
  return full.minute === 0 && full.epochMilliseconds > from ? full.epochMilliseconds : from + HOUR_MS;
}

/**
 * Day, evening and night of a local date. The night starts on that date and ends on the next.
 * @param date `YYYY-MM-DD`
 */
export function periodsOf(date: string, timezone: string, hours = defaultPeriodHours): Record<Period, Span> {
  const today = Temporal.PlainDate.from(date);
  const at = (on: Temporal.PlainDate, hour: number) =>
    on.toZonedDateTime({ timeZone: timezone, plainTime: { hour } }).epochMilliseconds;
  const day = at(today, hours.day);
  const evening = at(today, hours.evening);
  const night = at(today, hours.night);
  return {
    day: { from: day, to: evening },
    evening: { from: evening, to: night },
    night: { from: night, to: at(today.add({ days: 1 }), hours.day) },
  };
}

/** Whether a name is a known IANA time zone. */
export function isTimezone(name: string): boolean {
  try {
    zoned(0, name);
    return true;
  } catch {
    return false;
  }
}

function zoned(at: number, timezone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
}
