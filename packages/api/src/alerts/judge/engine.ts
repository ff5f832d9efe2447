import type { Database } from '@sitecast/db';
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
import type { Logger } from 'pino';
import type { WorkspaceEvents } from '../../core/events.ts';
import { createKeptUnits } from './kept-units.ts';
import { keepNews } from './news.ts';
import { createAlertRecorder } from './record.ts';
import type { Watch, WatchedRule } from './watch.ts';
import { mergeReadings, type WatchedUnit } from './watched-unit.ts';

/** How often the state of meters is looked at, and peaks and what is not told yet are written. */
const TICK_MS = 10_000;

/**
 * Judges what meters measure by the rules. Whoever reads a meter calls it, for every frame: it looks at the database only
 * when something happens. While the database is away it judges on by what it knows, and writes that afterwards.
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
  /** Everything that was handed in so far is judged, and written if it can be. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface Dependencies {
  db: Database;
  bus: Bus;
  log: Pick<Logger, 'error' | 'warn'>;
  events: WorkspaceEvents;
  now: () => Date;
  /** Something is to be sent. */
  onDeliveries: () => void;
  onError: (error: unknown) => void;
}

export async function createAlertEngine(deps: Dependencies): Promise<AlertEngine> {
  const { db, bus, log, events, now, onDeliveries, onError } = deps;
  const recorder = createAlertRecorder({ db, events, now, onDeliveries });
  const units = createKeptUnits({ db, log, now, recorder, onError, onWrittenLate: tellChanged });

  function judge(unit: WatchedUnit, watch: Watch, rule: WatchedRule, point: Point): void {
    const before = watch.states.get(rule.id) ?? quiet;
    const { state, transitions } = evaluate(rule.condition, before, point, watch);
    if (state === before) return;
    watch.states.set(rule.id, state);
    // A higher peak alone is not news that has to be written at once: it comes with every frame of a passing train.
    const isPendingNews = !before.pending !== !state.pending;
    if (state.pending || state.alert || isPendingNews) unit.unsaved.add(rule.id);
    let isNews = isPendingNews;
    for (const transition of transitions) {
      if (transition.type === 'peak') continue;
      isNews = true;
      unit.unsaved.delete(rule.id);
      const { workspaceId, locationId } = watch;
      const place = { workspaceId, locationId, ruleId: rule.id, unitId: unit.id };
      units.gaveUp(keepNews(unit.news, { place, rule, transition, state }));
    }
    if (isNews) units.write(unit);
  }

  function judgeStatus(unitId: string): void {
    const at = now().toISOString();
    const { status } = units.of(unitId);
    if (!status) return;
    units.withWatch(unitId, (unit, watch) => {
      for (const rule of watch.rules)
        if (rule.condition.kind === 'health') {
          const point = pointOfStatus(rule.condition.metric, status, at);
          judge(unit, watch, rule, point);
        }
    });
  }

  async function tick(): Promise<void> {
    await units.retry();
    for (const unit of units.all()) if (!unit.isReleased) judgeStatus(unit.id);
    await units.writeAll();
    await units.settled();
  }

  function tellChanged(workspaceId: string): void {
    bus.publish(topics.alertsChanged, { workspaceId } satisfies AlertsChanged);
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
          if (point) judge(unit, watch, rule, point);
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
          judge(unit, watch, rule, pointOfPeriod(condition.metric, unit.readings, end));
        }
      });
    },
    status(unitId, status) {
      units.of(unitId).status = status;
      judgeStatus(unitId);
    },
    release: units.release,
    changed(workspaceId) {
      units.forget(workspaceId);
      tellChanged(workspaceId);
    },
    tick,
    settled: units.settled,
    async close() {
      clearInterval(ticking);
      leave();
      stopWatching();
      await units.close();
    },
  };
}
