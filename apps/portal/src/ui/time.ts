import { language } from '@sitecast/ui';
import { t } from '../i18n/i18n.ts';

/** Formats times in the project's time zone, which is shown with them. */
export function clockTime(iso: string, timeZone: string): string {
  return format(iso, { timeZone, hour: '2-digit', minute: '2-digit' });
}

export function clockSecond(iso: string, timeZone: string): string {
  return format(iso, { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

export function siteMoment(iso: string, timeZone: string): string {
  return format(iso, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** The zone's generic name, the same all year: "Central European Time (Europe/Berlin)". */
export function zoneName(timeZone: string): string {
  const parts = new Intl.DateTimeFormat(language(), {
    timeZone,
    timeZoneName: 'longGeneric',
  }).formatToParts();
  const long = parts.find(({ type }) => type === 'timeZoneName')?.value;
  return long === undefined || long === timeZone ? timeZone : `${long} (${timeZone})`;
}

/** A short duration text. */
export function durationText(from: string, to: string): string {
  const seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1000);
  if (seconds < 60) return t('portalDuration.seconds', { count: seconds });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t('portalDuration.minutes', { count: minutes });
  return t('portalDuration.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

function format(iso: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language(), { hourCycle: 'h23', ...options }).format(new Date(iso));
}
