import { type Database, isUniqueViolation } from '@sitecast/db';
import type { Frame, UnitStatus } from '@sitecast/monitor';
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
import { AlertsChanged, type Bus, topics } from '@sitecast/realtime';
import type { WorkspaceEvents } from '../workspaces/events.ts';
import { createAlertRecorder } from './record.ts';
import type { Watch, WatchedRule } from './watch.ts';
import { createWatchedUnits, mergeReadings, type WatchedUnit } from './watched-units.ts';

/** How often the state of meters is looked at, and peaks and what is not told yet are written. */
const TICK_MS = 10_000;

/**
 * Judges what meters measure by the rules. Whoever reads a meter calls it, for every frame: it looks at the database only
 * when something happens.
 */
export interface AlertEngine {
  frame(unitId: string, frame: Frame): void;
  /** A minute that is over. */
  minute(unitId: string, reading: Reading): void;
  status(unitId: string, status: UnitStatus): void;
  /** This process does not read the meter any more. */
  release(unitId: string): void;
  /** Rules, or where meters stand, have changed: every process looks again. */
  changed(workspaceId: string): void;
  /** What is due without anything new from a meter; also done every ten seconds. */
  tick(): Promise<void>;
  /** Everything that was handed in so far is judged and written. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface Dependencies {
  db: Database;
  bus: Bus;
  events: WorkspaceEvents;
  now: () => Date;
  /** Something is to be sent. */
  onDeliveries: () => void;
  onError: (error: unknown) => void;
}

export async function createAlertEngine(deps: Dependencies): Promise<AlertEngine> {
  const { db, bus, events, now, onDeliveries, onError } = deps;
  const recorder = createAlertRecorder({ db, events, now, onDeliveries });
  const units = createWatchedUnits({ db, now, save, onError });

  function judge(unitId: string, unit: WatchedUnit, watch: Watch, rule: WatchedRule, point: Point): void {
    const before = watch.states.get(rule.id) ?? quiet;
    const { state, transitions } = evaluate(rule.condition, before, point, watch);
    if (state === before) return;
    watch.states.set(rule.id, state);
    // A higher peak alone is not news that has to be written at once: it comes with every frame of a passing train.
    const isNews = transitions.some(({ type }) => type !== 'peak') || !before.pending !== !state.pending;
    if (state.pending || state.alert) unit.unsaved.add(rule.id);
    if (!isNews) return;
    unit.unsaved.delete(rule.id);
    unit.writing = unit.writing
      .then(() => recorder.write(unitId, watch, rule, state, transitions))
      .catch((error) => {
        // Another process was quicker, or the database is away: what is stored decides, and is read again.
        unit.loadedAt = Number.NEGATIVE_INFINITY;
        unit.unsaved.clear();
        if (!isUniqueViolation(error)) onError(error);
      });
  }

  /** What is not told yet, and peaks. */
  async function save({ watch, unsaved }: WatchedUnit): Promise<void> {
    if (!watch || unsaved.size === 0) return;
    const rules = [...unsaved];
    unsaved.clear();
    await recorder.save(watch, rules);
  }

  function judgeStatus(unitId: string): void {
    const at = now().toISOString();
    units.withWatch(unitId, (unit, watch) => {
      if (!unit.status) return;
      for (const rule of watch.rules)
        if (rule.condition.kind === 'health') {
          const point = pointOfStatus(rule.condition.metric, unit.status, at);
          judge(unitId, unit, watch, rule, point);
        }
    });
  }

  async function tick(): Promise<void> {
    for (const [unitId, unit] of units.all()) {
      judgeStatus(unitId);
      unit.writing = unit.writing.then(() => save(unit)).catch(onError);
    }
    await settled();
  }

  async function settled(): Promise<void> {
    for (const [, unit] of units.all()) {
      await unit.loading;
      await unit.writing;
    }
  }

  const leave = await bus.subscribe(topics.alertsChanged, (message) => {
    const changed = AlertsChanged.safeParse(message);
    if (changed.success) units.forget(changed.data.workspaceId);
  });
  const stopWatching = bus.onReconnect(() => units.forget());
  const ticking = setInterval(() => void tick().catch(onError), TICK_MS).unref();

  return {
    frame(unitId, frame) {
      units.withWatch(unitId, (unit, watch) => {
        for (const rule of watch.rules) {
          const { condition } = rule;
          if (condition.kind !== 'level' || isPeriodMetric(condition.metric)) continue;
          const point = pointOfFrame(condition.metric, frame);
          if (point) judge(unitId, unit, watch, rule, point);
        }
      });
    },
    minute(unitId, reading) {
      units.withWatch(unitId, (unit, watch) => {
        unit.readings = mergeReadings(unit.readings, [reading]);
        const end = Date.parse(reading.at) + MINUTE_MS;
        for (const rule of watch.rules) {
          const { condition } = rule;
          if (condition.kind !== 'level' || !isPeriodMetric(condition.metric)) continue;
          judge(unitId, unit, watch, rule, pointOfPeriod(condition.metric, unit.readings, end));
        }
      });
    },
    status(unitId, status) {
      units.of(unitId).status = status;
      judgeStatus(unitId);
    },
    release(unitId) {
      const unit = units.remove(unitId);
      unit?.writing.then(() => save(unit)).catch(onError);
    },
    changed(workspaceId) {
      units.forget(workspaceId);
      bus.publish(topics.alertsChanged, { workspaceId } satisfies AlertsChanged);
    },
    tick,
    settled,
    async close() {
      clearInterval(ticking);
      leave();
      stopWatching();
      await settled();
      for (const [, unit] of units.all()) await save(unit).catch(onError);
      for (const [unitId] of units.all()) units.remove(unitId);
    },
  };
}
