import { createRoot, createSignal, onCleanup } from 'solid-js';
import { language } from './language.ts';

/** Date and time in the browser's time zone, with seconds and zone, for tooltips. @param iso ISO 8601 */
export function formatExactTime(iso: string): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'full', timeStyle: 'long' }).format(new Date(iso));
}

export function formatDate(iso: string): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium' }).format(new Date(iso));
}

/** Date with year, and time to the minute, for distant times. @param iso ISO 8601 */
export function formatMoment(iso: string): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(iso),
  );
}

/** Short date and time to the second, for log lines. @param iso ISO 8601 */
export function formatLogTime(iso: string): string {
  return new Intl.DateTimeFormat(language(), {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(iso));
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}

export function formatPercent(share: number): string {
  return new Intl.NumberFormat(language(), { style: 'percent' }).format(share);
}

/** A level in dB with one decimal, without the unit; a dash if there is none. */
export function formatLevel(level: number | null | undefined): string {
  if (level === null || level === undefined) return '–';
  return new Intl.NumberFormat(language(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
    level,
  );
}

const SIZES: [string, number][] = [
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
  ['kilobyte', 1e3],
  ['byte', 1],
];

/** A size in decimal units: "812 MB", "1.5 GB", "740 bytes". */
export function formatBytes(bytes: number): string {
  const [unit, size] = SIZES.find(([, least]) => bytes >= least) ?? SIZES.at(-1)!;
  const value = bytes / size;
  const maximumFractionDigits = value < 100 ? 1 : 0;
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  return new Intl.NumberFormat(language(), {
    style: 'unit',
    unit,
    unitDisplay,
    maximumFractionDigits,
  }).format(value);
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** Relative time: "3 minutes ago", "in 2 days". Reactive: updates over time. @param iso ISO 8601 */
export function formatRelative(iso: string): string {
  everyTick();
  const seconds = (Date.parse(iso) - Date.now()) / 1000;
  const format = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' });
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(0, 'second');
}

/** A duration in its two largest units: "3 days 4 hr". */
export function formatDuration(seconds: number): string {
  const units: ['day' | 'hour' | 'minute' | 'second', number][] = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ];
  const first = Math.max(
    0,
    units.findIndex(([, size]) => seconds >= size),
  );
  let rest = Math.max(0, Math.floor(seconds));
  return units
    .slice(first, first + 2)
    .map(([unit, size]) => {
      const count = Math.floor(rest / size);
      rest %= size;
      return [count, unit] as const;
    })
    .filter(([count], index) => index === 0 || count > 0)
    .map(([count, unit]) =>
      new Intl.NumberFormat(language(), { style: 'unit', unit, unitDisplay: 'short' }).format(count),
    )
    .join(' ');
}

/** A duration as a countdown, e.g. "1:05:09" or "0:42", rounded up to full seconds. */
export function formatCountdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [first, ...rest] = parts[0] === 0 ? parts.slice(1) : parts;
  return [String(first), ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
}

/** The current time in ms since the epoch, updated every `everyMs` until the owner is disposed. */
export function createNow(everyMs: number): () => number {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), everyMs);
  onCleanup(() => clearInterval(timer));
  return now;
}

/** Read by what has to be rendered again as time passes. */
const everyTick = createRoot(() => createNow(20_000));
