import { z } from 'zod';
import { isActive } from './active-hours.ts';
import type { AlertRule } from './rule.ts';

/** A value of the rule's metric: dB for a level; for a health metric see `pointOfStatus`. Null: currently unknown. */
export interface Point {
  /** UTC */
  at: string;
  value: number | null;
}

const Time = z.iso.datetime();
const Extreme = { since: Time, peak: z.number(), peakAt: Time };

/** The state of an evaluation: plain data, stored in the same transaction as the events it produced. */
export const AlertState = z.object({
  /** Time of the newest point processed: older or repeated points are ignored. */
  lastAt: Time.nullable(),
  /** Time of the newest point with a value. */
  seenAt: Time.nullable(),
  /** Beyond the threshold, but not yet for `forSeconds`. */
  pending: z.object(Extreme).nullable(),
  alert: z.object({ onsetAt: Time, ...Extreme }).nullable(),
  /** When the last alert ended. */
  clearedAt: Time.nullable(),
});
export type AlertState = z.infer<typeof AlertState>;

export const quiet: AlertState = { lastAt: null, seenAt: null, pending: null, alert: null, clearedAt: null };

export type AlertTransition =
  /** `since`: when the value went beyond the threshold; `at`: when it had been there for `forSeconds`. */
  | { type: 'onset'; at: string; since: string; value: number; peak: number; peakAt: string }
  /** A new peak of the alert that started at `onsetAt`. */
  | { type: 'peak'; at: string; onsetAt: string; peak: number }
  | {
      type: 'clear';
      at: string;
      onsetAt: string;
      peak: number;
      peakAt: string;
      /** `level`: the value is back to normal. `hours`: outside the active hours. `rule`: the rule was changed or removed. */
      reason: 'level' | 'hours' | 'rule';
    };

export interface AlertContext {
  /** IANA name of the project's time zone. */
  timezone: string;
  /** After a longer gap between values the duration starts again. Default: three slow polling intervals. */
  maxGapSeconds?: number;
}

export interface Evaluation {
  state: AlertState;
  transitions: AlertTransition[];
}

/**
 * Evaluates a rule against the next point of a series. A pure function: the same state and point give the same result.
 * Onset and clear alternate. An alert stays open across gaps, because no data does not mean that the level is back to normal.
 */
export function evaluate(
  rule: AlertRule,
  state: AlertState,
  point: Point,
  { timezone, maxGapSeconds = 180 }: AlertContext,
): Evaluation {
  const at = Date.parse(point.at);
  if (state.lastAt !== null && at <= Date.parse(state.lastAt)) return { state, transitions: [] };
  const next: AlertState = { ...state, lastAt: point.at };
  if (!isActive(rule.active, at, timezone)) {
    if (point.value !== null) next.seenAt = point.at;
    return endAlert({ ...next, pending: null }, point.at, 'hours');
  }
  const { value } = point;
  if (value === null) return { state: next, transitions: [] };
  next.seenAt = point.at;
  const condition = conditionOf(rule);

  if (state.alert) {
    if (condition.isCleared(value)) return endAlert(next, point.at, 'level');
    if (!condition.isWorse(value, state.alert.peak)) return { state: next, transitions: [] };
    next.alert = { ...state.alert, peak: value, peakAt: point.at };
    const { onsetAt } = state.alert;
    return { state: next, transitions: [{ type: 'peak', at: point.at, onsetAt, peak: value }] };
  }

  if (!condition.isMet(value)) return { state: { ...next, pending: null }, transitions: [] };
  const hasGap = state.seenAt !== null && at - Date.parse(state.seenAt) > maxGapSeconds * 1_000;
  const previous = hasGap ? null : state.pending;
  const worst =
    previous && !condition.isWorse(value, previous.peak) ? previous : { peak: value, peakAt: point.at };
  const pending = { since: previous?.since ?? point.at, peak: worst.peak, peakAt: worst.peakAt };
  const hasLasted = at - Date.parse(pending.since) >= rule.forSeconds * 1_000;
  const isCooledDown =
    state.clearedAt === null || at - Date.parse(state.clearedAt) >= rule.cooldownSeconds * 1_000;
  if (!hasLasted || !isCooledDown) return { state: { ...next, pending }, transitions: [] };
  return {
    state: { ...next, pending: null, alert: { onsetAt: point.at, ...pending } },
    transitions: [{ type: 'onset', at: point.at, value, ...pending }],
  };
}

/** Clears the alert if one is open, as when its rule is changed, disabled or deleted. @param at UTC */
export function endAlert(
  state: AlertState,
  at: string,
  reason: 'level' | 'hours' | 'rule' = 'rule',
): Evaluation {
  if (!state.alert) return { state: { ...state, pending: null }, transitions: [] };
  const { onsetAt, peak, peakAt } = state.alert;
  return {
    state: { ...state, pending: null, alert: null, clearedAt: at },
    transitions: [{ type: 'clear', at, onsetAt, peak, peakAt, reason }],
  };
}

/** A clock is wrong when it is off by more than this. */
const CLOCK_DRIFT_SECONDS = 60;

interface Condition {
  isMet(value: number): boolean;
  isCleared(value: number): boolean;
  isWorse(value: number, than: number): boolean;
}

function conditionOf(rule: AlertRule): Condition {
  if (rule.kind === 'health') {
    return above(rule.metric === 'clockDrift' ? CLOCK_DRIFT_SECONDS : 0, 0);
  }
  if (rule.direction === 'above') return above(rule.threshold, rule.margin);
  return {
    isMet: (value) => value < rule.threshold,
    isCleared: (value) => value >= rule.threshold + rule.margin,
    isWorse: (value, than) => value < than,
  };
}

function above(threshold: number, margin: number): Condition {
  return {
    isMet: (value) => value > threshold,
    isCleared: (value) => value <= threshold - margin,
    isWorse: (value, than) => value > than,
  };
}
