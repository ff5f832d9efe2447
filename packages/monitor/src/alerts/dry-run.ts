import type { Reading } from '../levels/reading.ts';
import { type AlertContext, type AlertTransition, evaluate, type Point, quiet } from './evaluate.ts';
import { pointsOfReadings } from './points.ts';
import type { AlertRule } from './rule.ts';

/** One alert, from onset to clear. Times are UTC ISO 8601. */
export interface AlertSpan {
  since: string;
  onsetAt: string;
  /** Null while it is still open at the end of the series. */
  clearedAt: string | null;
  peak: number;
  peakAt: string;
}

/**
 * The alerts a rule would have raised on stored readings.
 *
 * @param readings in chronological order
 * @returns null for a rule on a metric that isn't stored per minute: meter health, Lpeak
 */
export function dryRun(rule: AlertRule, readings: Reading[], context: AlertContext): AlertSpan[] | null {
  const points = rule.kind === 'level' ? pointsOfReadings(rule.metric, readings) : null;
  return points && alertsOf(evaluateAll(rule, points, context));
}

/** All transitions of a series, starting without an alert. @param points in chronological order */
export function evaluateAll(rule: AlertRule, points: Point[], context: AlertContext): AlertTransition[] {
  let state = quiet;
  return points.flatMap((point) => {
    const { state: next, transitions } = evaluate(rule, state, point, context);
    state = next;
    return transitions;
  });
}

/** Groups the transitions of one rule into alerts. */
export function alertsOf(transitions: AlertTransition[]): AlertSpan[] {
  const alerts: AlertSpan[] = [];
  for (const transition of transitions) {
    if (transition.type === 'onset') {
      const { since, at, peak, peakAt } = transition;
      alerts.push({ since, onsetAt: at, clearedAt: null, peak, peakAt });
      continue;
    }
    const alert = alerts.at(-1)!;
    if (transition.type === 'clear') alert.clearedAt = transition.at;
    else Object.assign(alert, { peak: transition.peak, peakAt: transition.at });
  }
  return alerts;
}
