import { type HistoryStep, MAX_POINTS, STEP_MINUTES } from '@sitecast/api/sites/readings/schema';
import { fromWallClock, toWallClock } from '../../ui/zone.ts';

export const periods = ['live', 'today', 'day', 'week', 'custom'] as const;
export type Period = (typeof periods)[number];

/** A period of the history. Times are in ms since the epoch. */
export interface Span {
  from: number;
  to: number;
  step: HistoryStep;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const STEPS = Object.keys(STEP_MINUTES) as HistoryStep[];

/** The times of a span as the API takes them. */
export function isoSpan({ from, to, step }: Span) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), step };
}

/** The span of a period that ends now. */
export function spanOf(period: Exclude<Period, 'custom'>, now: number, timezone: string): Span {
  // Whole minutes, so that the cached answer can be used for a while.
  const to = Math.ceil(now / MINUTE) * MINUTE;
  switch (period) {
    case 'live':
      return { from: to - 60 * MINUTE, to, step: '1m' };
    case 'today':
      return {
        from: fromWallClock(`${toWallClock(now, timezone).slice(0, 10)}T00:00`, timezone),
        to,
        step: '5m',
      };
    case 'day':
      return { from: to - DAY, to, step: '5m' };
    case 'week':
      return { from: to - 7 * DAY, to, step: '15m' };
  }
}

/** The steps for which the server returns a span. */
export function stepsFor({ from, to }: { from: number; to: number }): HistoryStep[] {
  const minutes = (to - from) / MINUTE;
  const fitting = STEPS.filter((step) => minutes / STEP_MINUTES[step] + 2 <= MAX_POINTS);
  return fitting.length > 0 ? fitting : ['1d'];
}

/** The finest step with at most 800 points, which is what a chart can show. */
export function bestStep(span: { from: number; to: number }): HistoryStep {
  const minutes = (span.to - span.from) / MINUTE;
  return stepsFor(span).find((step) => minutes / STEP_MINUTES[step] <= 800) ?? '1d';
}
