import { z } from 'zod';
import { isActive } from './active-hours.ts';
import type { AlertRule } from './rule.ts';

/** A value of the rule's metric: dB of a level, of a health metric see `pointOfStatus`. Null: not known now. */
export interface Point {
  /** UTC */
  at: string;
  value: number | null;
}

const Time = z.iso.datetime();
const Extreme = { since: Time, peak: z.number(), peakAt: Time };

/** How far an evaluation has come: plain data, to be stored with the events that it gave, in one transaction. */
export const AlertState = z.object({
  /** The time of the newest point that was taken: an older one, or it again, changes nothing. */
  lastAt: Time.nullable(),
  /** The same of those that had a value. */
  seenAt: Time.nullable(),
  /** Beyond the threshold, but not yet for long enough. */
  pending: z.object(Extreme).nullable(),
  alert: z.object({ onsetAt: Time, ...Extreme }).nullable(),
  /** When the last alert ended. */
  clearedAt: Time.nullable(),
});
export type AlertState = z.infer<typeof AlertState>;

export const quiet: AlertState = { lastAt: null, seenAt: null, pending: null, alert: null, clearedAt: null };

export type AlertTransition =
  /** `since`: when it began to be beyond the threshold; `at`: when it had been for long enough. */
  | { type: 'onset'; at: string; since: string; value: number; peak: number; peakAt: string }
  /** It got worse than ever since the onset at `onsetAt`. */
  | { type: 'peak'; at: string; onsetAt: string; peak: number }
  | {
      type: 'clear';
      at: string;
      onsetAt: string;
      peak: number;
      peakAt: string;
      /** `level`: it is over. `hours`: the rule doesn't hold at this time. `rule`: it was changed or taken away. */
      reason: 'level' | 'hours' | 'rule';
    };

export interface AlertContext {
  /** The project's, IANA. */
  timezone: string;
  /** Over a longer gap between values nothing is known to have lasted. Three polls at the slow pace unless given. */
  maxGapSeconds?: number;
}

export interface Evaluation {
  state: AlertState;
  transitions: AlertTransition[];
}

/**
 * What one more point of the series changes. Pure: the same state and point give the same again. Onset and clear
 * alternate; an alert survives gaps, because silence is no proof that it got quiet.
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
  const limit = limitOf(rule);

  if (state.alert) {
    if (limit.isOver(value)) return endAlert(next, point.at, 'level');
    if (!limit.isWorse(value, state.alert.peak)) return { state: next, transitions: [] };
    next.alert = { ...state.alert, peak: value, peakAt: point.at };
    const { onsetAt } = state.alert;
    return { state: next, transitions: [{ type: 'peak', at: point.at, onsetAt, peak: value }] };
  }

  if (!limit.isBeyond(value)) return { state: { ...next, pending: null }, transitions: [] };
  const isLost = state.seenAt !== null && at - Date.parse(state.seenAt) > maxGapSeconds * 1_000;
  const before = isLost ? null : state.pending;
  const worst = before && !limit.isWorse(value, before.peak) ? before : { peak: value, peakAt: point.at };
  const pending = { since: before?.since ?? point.at, peak: worst.peak, peakAt: worst.peakAt };
  const lasted = at - Date.parse(pending.since) >= rule.forSeconds * 1_000;
  const isCool = state.clearedAt === null || at - Date.parse(state.clearedAt) >= rule.cooldownSeconds * 1_000;
  if (!lasted || !isCool) return { state: { ...next, pending }, transitions: [] };
  return {
    state: { ...next, pending: null, alert: { onsetAt: point.at, ...pending } },
    transitions: [{ type: 'onset', at: point.at, value, ...pending }],
  };
}

/** Ends an alert that there may be, as when its rule is changed, switched off or deleted. @param at UTC */
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

/** A clock that is more than a minute wrong. */
const CLOCK_DRIFT_SECONDS = 60;

interface Limit {
  isBeyond(value: number): boolean;
  isOver(value: number): boolean;
  isWorse(value: number, than: number): boolean;
}

function limitOf(rule: AlertRule): Limit {
  if (rule.kind === 'health') {
    return above(rule.metric === 'clockDrift' ? CLOCK_DRIFT_SECONDS : 0, 0);
  }
  if (rule.direction === 'above') return above(rule.threshold, rule.margin);
  return {
    isBeyond: (value) => value < rule.threshold,
    isOver: (value) => value >= rule.threshold + rule.margin,
    isWorse: (value, than) => value < than,
  };
}

function above(threshold: number, margin: number): Limit {
  return {
    isBeyond: (value) => value > threshold,
    isOver: (value) => value <= threshold - margin,
    isWorse: (value, than) => value > than,
  };
}
