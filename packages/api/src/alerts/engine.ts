import { isDeepStrictEqual } from 'node:util';
import { type Database, isUniqueViolation, type Transaction, transaction } from '@sitecast/db';
import type { Frame, UnitStatus } from '@sitecast/monitor';
import {
  type AlertState,
  type AlertTransition,
  evaluate,
  isPeriodMetric,
  type Point,
  periodMinutes,
  pointOfFrame,
  pointOfPeriod,
  pointOfStatus,
  quiet,
} from '@sitecast/monitor/alerts';
import type { Reading } from '@sitecast/monitor/levels';
import { AlertsChanged, type Bus, topics } from '@sitecast/realtime';
import type { WorkspaceEvents } from '../workspaces/events.ts';
import { AlertCondition } from './schema.ts';
import { closeAlert, openAlert, openKey, saveState } from './state.ts';
import { loadWatch, type Watch, type WatchedRule } from './watch.ts';

const MINUTE_MS = 60_000;
/** What is remembered of rules and places is looked up again after this long, in case word of a change was lost. */
const REMEMBER_MS = 60_000;
/** How often the state of meters is looked at, and peaks and what is not told yet are written. */
const TICK_MS = 10_000;
/** Frames that wait until the rules of their meter are known. */
const MAX_WAITING = 120;
const LONGEST_PERIOD = Math.max(...Object.values(periodMinutes));

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

/** What is known here of a meter that this process reads. */
interface Entry {
  watch: Watch | null;
  loadedAt: number;
  /** Since the rules are being looked up: what came meanwhile. */
  waiting: (() => void)[];
  loading: Promise<void> | null;
  status: UnitStatus | null;
  /** The last hour, oldest first. */
  readings: Reading[];
  /** Rules whose state has moved on since it was written. */
  unsaved: Set<string>;
  /** Writes of one meter come one after the other. */
  writing: Promise<void>;
}

export async function createAlertEngine(deps: Dependencies): Promise<AlertEngine> {
  const { db, bus, events, now, onDeliveries, onError } = deps;
  const entries = new Map<string, Entry>();

  function entryOf(unitId: string): Entry {
    let entry = entries.get(unitId);
    if (!entry) {
      entry = {
        watch: null,
        loadedAt: Number.NEGATIVE_INFINITY,
        waiting: [],
        loading: null,
        status: null,
        readings: [],
        unsaved: new Set(),
        writing: Promise.resolve(),
      };
      entries.set(unitId, entry);
    }
    return entry;
  }

  /** Runs it with what is known of the meter: now, or when that has been looked up. */
  function withWatch(unitId: string, work: (entry: Entry, watch: Watch) => void): void {
    const entry = entryOf(unitId);
    const run = () => {
      if (entry.watch) work(entry, entry.watch);
    };
    if (!entry.loading && now().getTime() - entry.loadedAt < REMEMBER_MS) {
      run();
      return;
    }
    entry.waiting.push(run);
    if (entry.waiting.length > MAX_WAITING) entry.waiting.shift();
    entry.loading ??= load(unitId, entry);
  }

  async function load(unitId: string, entry: Entry): Promise<void> {
    try {
      // What was judged by the old rules is written before the new ones are read.
      await entry.writing;
      await save(entry);
      const since = Math.floor(now().getTime() / MINUTE_MS) - LONGEST_PERIOD;
      const { watch, readings } = await loadWatch(db, unitId, since);
      entry.watch = watch;
      entry.readings = merge(readings, entry.readings);
      entry.loadedAt = now().getTime();
    } catch (error) {
      entry.waiting = [];
      onError(error);
    }
    entry.loading = null;
    for (const run of entry.waiting.splice(0)) run();
  }

  function judge(unitId: string, entry: Entry, watch: Watch, rule: WatchedRule, point: Point): void {
    const before = watch.states.get(rule.id) ?? quiet;
    const { state, transitions } = evaluate(rule.condition, before, point, watch);
    if (state === before) return;
    watch.states.set(rule.id, state);
    // A higher peak alone is not news that has to be written at once: it comes with every frame of a passing train.
    const isNews = transitions.some(({ type }) => type !== 'peak') || !before.pending !== !state.pending;
    if (state.pending || state.alert) entry.unsaved.add(rule.id);
    if (!isNews) return;
    entry.unsaved.delete(rule.id);
    entry.writing = entry.writing
      .then(() => write(unitId, watch, rule, state, transitions))
      .catch((error) => {
        // Another process was quicker, or the database is away: what is stored decides, and is read again.
        entry.loadedAt = Number.NEGATIVE_INFINITY;
        entry.unsaved.clear();
        if (!isUniqueViolation(error)) onError(error);
      });
  }

  async function write(
    unitId: string,
    watch: Watch,
    rule: WatchedRule,
    state: AlertState,
    transitions: AlertTransition[],
  ): Promise<void> {
    const { workspaceId, locationId } = watch;
    const place = { workspaceId, ruleId: rule.id, locationId };
    const news = await transaction(db, async (tx) => {
      const told: { change: 'onset' | 'cleared'; alertId: string }[] = [];
      // Judged by what does not hold any more: what was open has been ended by whoever changed it.
      if (!(await holds(tx, rule))) return told;
      for (const transition of transitions) {
        if (transition.type === 'onset') {
          const alertId = await openAlert({ now }, tx, { ...place, unitId }, transition);
          if (alertId !== null) told.push({ change: 'onset', alertId });
        }
        if (transition.type === 'clear') {
          const { at, reason, peak, peakAt } = transition;
          const end = { at: new Date(at), reason, peak: { value: peak, at: new Date(peakAt) } };
          const event = await tx.alertEvent.findUnique({
            where: { openKey: openKey(place) },
            select: { id: true, workspaceId: true },
          });
          if (event && (await closeAlert({ now }, tx, event, end)))
            told.push({ change: 'cleared', alertId: event.id });
        }
      }
      await saveState(tx, place, state, now());
      return told;
    });
    for (const { change, alertId } of news) events.publish(workspaceId, { event: 'alert', change, alertId });
    if (news.length > 0) onDeliveries();
  }

  /** How far alerts and what is not told yet have come: what a restart would forget. */
  async function save(entry: Entry): Promise<void> {
    const { watch } = entry;
    if (!watch || entry.unsaved.size === 0) return;
    const rules = [...entry.unsaved];
    entry.unsaved.clear();
    const { locationId } = watch;
    await transaction(db, async (tx) => {
      for (const ruleId of rules) {
        const state = watch.states.get(ruleId)!;
        // A state that is gone was taken away with its rule or its place: it does not come back.
        await tx.alertState.updateMany({ where: { ruleId, locationId }, data: { state, updatedAt: now() } });
        if (!state.alert) continue;
        await tx.alertEvent.updateMany({
          where: { openKey: openKey({ ruleId, locationId }) },
          data: { peak: state.alert.peak, peakAt: new Date(state.alert.peakAt) },
        });
      }
    });
  }

  function judgeStatus(unitId: string): void {
    const at = now().toISOString();
    withWatch(unitId, (entry, watch) => {
      if (!entry.status) return;
      for (const rule of watch.rules)
        if (rule.condition.kind === 'health') {
          const point = pointOfStatus(rule.condition.metric, entry.status, at);
          judge(unitId, entry, watch, rule, point);
        }
    });
  }

  async function tick(): Promise<void> {
    for (const [unitId, entry] of entries) {
      judgeStatus(unitId);
      entry.writing = entry.writing.then(() => save(entry)).catch(onError);
    }
    await settled();
  }

  async function settled(): Promise<void> {
    for (const entry of entries.values()) {
      await entry.loading;
      await entry.writing;
    }
  }

  function forget(workspaceId?: string): void {
    for (const entry of entries.values()) {
      // A meter that stands nowhere may by now.
      if (workspaceId === undefined || !entry.watch || entry.watch.workspaceId === workspaceId)
        entry.loadedAt = Number.NEGATIVE_INFINITY;
    }
  }

  const leave = await bus.subscribe(topics.alertsChanged, (message) => {
    const changed = AlertsChanged.safeParse(message);
    if (changed.success) forget(changed.data.workspaceId);
  });
  const stopWatching = bus.onReconnect(() => forget());
  const ticking = setInterval(() => void tick().catch(onError), TICK_MS).unref();

  return {
    frame(unitId, frame) {
      withWatch(unitId, (entry, watch) => {
        for (const rule of watch.rules) {
          const { condition } = rule;
          if (condition.kind !== 'level' || isPeriodMetric(condition.metric)) continue;
          const point = pointOfFrame(condition.metric, frame);
          if (point) judge(unitId, entry, watch, rule, point);
        }
      });
    },
    minute(unitId, reading) {
      withWatch(unitId, (entry, watch) => {
        entry.readings = merge(entry.readings, [reading]);
        const end = Date.parse(reading.at) + MINUTE_MS;
        for (const rule of watch.rules) {
          const { condition } = rule;
          if (condition.kind !== 'level' || !isPeriodMetric(condition.metric)) continue;
          judge(unitId, entry, watch, rule, pointOfPeriod(condition.metric, entry.readings, end));
        }
      });
    },
    status(unitId, status) {
      entryOf(unitId).status = status;
      judgeStatus(unitId);
    },
    release(unitId) {
      const entry = entries.get(unitId);
      if (!entry) return;
      entries.delete(unitId);
      entry.writing.then(() => save(entry)).catch(onError);
    },
    changed(workspaceId) {
      forget(workspaceId);
      bus.publish(topics.alertsChanged, { workspaceId } satisfies AlertsChanged);
    },
    tick,
    settled,
    async close() {
      clearInterval(ticking);
      leave();
      stopWatching();
      await settled();
      for (const entry of entries.values()) await save(entry).catch(onError);
      entries.clear();
    },
  };
}

/** The newest hour of both, by the minute; of one minute the later word counts. */
function merge(known: Reading[], more: Reading[]): Reading[] {
  const byMinute = new Map([...known, ...more].map((reading) => [reading.at, reading]));
  return [...byMinute.values()].sort((a, b) => (a.at < b.at ? -1 : 1)).slice(-LONGEST_PERIOD);
}

async function holds(tx: Transaction, { id, condition }: WatchedRule): Promise<boolean> {
  const stored = await tx.alertRule.findFirst({
    where: { id, enabled: true, removedAt: null },
    select: { condition: true },
  });
  const current = AlertCondition.safeParse(stored?.condition);
  return current.success && isDeepStrictEqual(current.data, condition);
}
