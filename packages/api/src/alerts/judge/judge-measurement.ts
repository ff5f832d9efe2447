import {
  evaluate,
  isPeriodMetric,
  type Point,
  pointOfFrame,
  pointOfPeriod,
  pointOfStatus,
  quiet,
} from '@sitecast/monitor/alerts';
import { MINUTE_MS, type Reading } from '@sitecast/monitor/levels';
import type { ActiveRule } from './load-rules.ts';
import { LONGEST_PERIOD, type Measurement, type Meter } from './meter.ts';
import { addPending } from './pending-transitions.ts';

export interface Judged {
  meter: Meter;
  /** An onset, a clear, or a pending onset that began or ended: worth a write at once. A higher peak alone is not. */
  isDue: boolean;
  /** Alerts given up because too many are pending. */
  dropped: number;
}

/** Judges one measurement by the rules of the meter's location. Changes nothing where there are none. */
export function judgeMeasurement(meter: Meter, measurement: Measurement): Judged {
  const { location } = meter;
  let { states, pending, unsaved, readings } = meter;
  let isDue = false;
  let dropped = 0;
  if (location === null || location === 'unknown') return { meter, isDue, dropped };
  if (measurement.type === 'minute') readings = mergeReadings(readings, [measurement.reading]);
  const { rules, workspaceId, locationId } = location;
  let next: (typeof meter.states)[number][] | null = null;
  for (let index = 0; index < rules.length; index++) {
    const rule = rules[index]!;
    const point = pointOf(rule, measurement, readings);
    if (!point) continue;
    const before = states[index] ?? quiet;
    const { state, transitions } = evaluate(rule.condition, before, point, location);
    if (state === before) continue;
    next ??= states.slice();
    next[index] = state;
    const isPendingFlipped = !before.pending !== !state.pending;
    isDue ||= isPendingFlipped;
    if (state.pending || state.alert || isPendingFlipped) unsaved = including(unsaved, rule.id);
    for (const transition of transitions) {
      if (transition.type === 'peak') continue;
      isDue = true;
      // It is written with the transition.
      unsaved = excluding(unsaved, rule.id);
      const place = { workspaceId, locationId, ruleId: rule.id, unitId: meter.unitId };
      const added = addPending(pending, { place, rule, transition, state });
      pending = added.pending;
      dropped += added.dropped;
    }
  }
  if (next) states = next;
  else if (readings === meter.readings) return { meter, isDue, dropped };
  return { meter: { ...meter, states, pending, unsaved, readings }, isDue, dropped };
}

/** Judges what has waited, in the order of arrival. */
export function judgeWaiting(meter: Meter): Judged {
  const judged: Judged = { meter: { ...meter, waiting: [] }, isDue: false, dropped: 0 };
  for (const measurement of meter.waiting) {
    const { meter: after, isDue, dropped } = judgeMeasurement(judged.meter, measurement);
    judged.meter = after;
    judged.isDue ||= isDue;
    judged.dropped += dropped;
  }
  return judged;
}

/** The newest hour of both, by minute; for the same minute `added` counts. */
export function mergeReadings(known: readonly Reading[], added: readonly Reading[]): readonly Reading[] {
  const byMinute = new Map([...known, ...added].map((reading) => [reading.at, reading]));
  return [...byMinute.values()].sort((a, b) => (a.at < b.at ? -1 : 1)).slice(-LONGEST_PERIOD);
}

/** Null: the measurement says nothing about the rule. */
function pointOf(
  { condition }: ActiveRule,
  measurement: Measurement,
  readings: readonly Reading[],
): Point | null {
  if (condition.kind === 'health') {
    if (measurement.type !== 'status') return null;
    return pointOfStatus(condition.metric, measurement.status, new Date(measurement.now).toISOString());
  }
  const { metric } = condition;
  if (isPeriodMetric(metric)) {
    if (measurement.type !== 'minute') return null;
    return pointOfPeriod(metric, readings, Date.parse(measurement.reading.at) + MINUTE_MS);
  }
  return measurement.type === 'frame' ? pointOfFrame(metric, measurement.frame) : null;
}

function including(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return ids.has(id) ? ids : new Set([...ids, id]);
}

function excluding(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return ids.has(id) ? new Set([...ids].filter((one) => one !== id)) : ids;
}
