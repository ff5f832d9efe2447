import type { Database } from '@sitecast/db';
import { MINUTE_MS } from '@sitecast/monitor/levels';
import type { Outage } from '../../core/outage.ts';
import { loadWatch, type Watch } from './watch.ts';
import { LONGEST_PERIOD, mergeReadings, newUnit, type WatchedUnit } from './watched-unit.ts';

/** What is remembered of rules and places is looked up again after this long, in case word of a change was lost. */
const REMEMBER_MS = 60_000;
/** Frames that wait until the rules of their meter are known. */
const MAX_WAITING = 120;

/** The meters that this process reads, with the rules by which each is judged where it stands. */
export interface WatchedUnits {
  of(unitId: string): WatchedUnit;
  all(): Iterable<WatchedUnit>;
  /** Runs it with what is known of the meter: now, or when that has been looked up. */
  withWatch(unitId: string, work: (unit: WatchedUnit, watch: Watch) => void): void;
  /** Looks the rules up, after everything is written. Resolves when that has been tried. */
  look(unit: WatchedUnit): Promise<void>;
  /** Looks again before the next judgement. Without `workspaceId`: of all of them. */
  forget(workspaceId?: string): void;
  release(unitId: string): void;
}

interface Dependencies {
  db: Database;
  now: () => Date;
  outage: Pick<Outage, 'isOn'>;
  /** Writes what was judged by the rules that are known: it is done before others are read. Fails when it cannot. */
  flush: (unit: WatchedUnit) => Promise<void>;
  onLooked: (unit: WatchedUnit) => void;
  onFailed: (unit: WatchedUnit, error: unknown) => void;
  onDropped: () => void;
}

export function createWatchedUnits(deps: Dependencies): WatchedUnits {
  const { db, now, outage, flush, onLooked, onFailed, onDropped } = deps;
  const units = new Map<string, WatchedUnit>();

  function unitOf(unitId: string): WatchedUnit {
    let unit = units.get(unitId);
    if (!unit) {
      unit = newUnit(unitId);
      units.set(unitId, unit);
    }
    if (unit.isReleased) {
      unit.isReleased = false;
      // Another process may have read it meanwhile.
      unit.loadedAt = Number.NEGATIVE_INFINITY;
    }
    return unit;
  }

  function withWatch(unitId: string, work: (unit: WatchedUnit, watch: Watch) => void): void {
    const unit = unitOf(unitId);
    const run = () => {
      if (unit.watch) work(unit, unit.watch);
    };
    const isFresh = !unit.loading && now().getTime() - unit.loadedAt < REMEMBER_MS;
    if (!isFresh && !unit.loading && outage.isOn) unit.isCutOff = true;
    if (unit.isCutOff ? unit.isKnown : isFresh) {
      // In the order in which they came: an older point changes nothing any more.
      if (unit.waiting.length > 0) runWaiting(unit);
      run();
      return;
    }
    unit.waiting.push(run);
    if (unit.waiting.length > MAX_WAITING) overflow(unit);
    if (!unit.isCutOff) void look(unit);
  }

  /** The database takes its time: what was known has to do, or the oldest is lost. */
  function overflow(unit: WatchedUnit): void {
    if (unit.isKnown) {
      unit.isCutOff = true;
      runWaiting(unit);
    } else {
      unit.waiting.shift();
      onDropped();
    }
  }

  function runWaiting(unit: WatchedUnit): void {
    for (const run of unit.waiting.splice(0)) run();
  }

  function look(unit: WatchedUnit): Promise<void> {
    unit.loading ??= load(unit);
    return unit.loading;
  }

  async function load(unit: WatchedUnit): Promise<void> {
    let failure: { error: unknown } | undefined;
    try {
      do {
        // What was judged by the old rules is written before the new ones are read.
        await unit.writing;
        do await flush(unit);
        while (unit.news.length > 0);
        unit.isCutOff = false;
        const since = Math.floor(now().getTime() / MINUTE_MS) - LONGEST_PERIOD;
        const { watch, readings } = await loadWatch(db, unit.id, since);
        // Too many have waited, and were judged by what was known: that is written first.
        if (unit.isCutOff) continue;
        unit.watch = watch;
        unit.readings = mergeReadings(readings, unit.readings);
        unit.unsaved.clear();
        unit.isKnown = true;
        unit.loadedAt = now().getTime();
      } while (unit.isCutOff);
    } catch (error) {
      failure = { error };
    }
    unit.loading = null;
    if (failure) onFailed(unit, failure.error);
    else onLooked(unit);
    if (unit.isKnown) runWaiting(unit);
    if (unit.isReleased) leave(unit);
  }

  /** Forgets a meter that is read here no more, unless something of it cannot be written. */
  function leave(unit: WatchedUnit): void {
    unit.writing = unit.writing.then(() => writeLast(unit));
  }

  async function writeLast(unit: WatchedUnit): Promise<void> {
    const isDone = () => unit.news.length + unit.unsaved.size + unit.waiting.length === 0;
    if (outage.isOn && !isDone()) unit.isCutOff = true;
    try {
      if (!unit.isCutOff) await flush(unit);
    } catch (error) {
      onFailed(unit, error);
    }
    if (unit.isReleased && !unit.loading && isDone()) units.delete(unit.id);
  }

  return {
    of: unitOf,
    all: () => units.values(),
    withWatch,
    look,
    forget(workspaceId) {
      for (const unit of units.values()) {
        // A meter that stands nowhere may by now.
        if (workspaceId === undefined || !unit.watch || unit.watch.workspaceId === workspaceId)
          unit.loadedAt = Number.NEGATIVE_INFINITY;
      }
    },
    release(unitId) {
      const unit = units.get(unitId);
      if (!unit || unit.isReleased) return;
      unit.isReleased = true;
      unit.status = null;
      if (!unit.loading) leave(unit);
    },
  };
}
