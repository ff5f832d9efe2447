import type { Database } from '@sitecast/db';
import type { UnitStatus } from '@sitecast/monitor';
import { periodMinutes } from '@sitecast/monitor/alerts';
import { MINUTE_MS, type Reading } from '@sitecast/monitor/levels';
import { loadWatch, type Watch } from './watch.ts';

/** What is remembered of rules and places is looked up again after this long, in case word of a change was lost. */
const REMEMBER_MS = 60_000;
/** Frames that wait until the rules of their meter are known. */
const MAX_WAITING = 120;
const LONGEST_PERIOD = Math.max(...Object.values(periodMinutes));

/** What is known here of a meter that this process reads. */
export interface WatchedUnit {
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

/** The meters that this process reads, with the rules by which each is judged where it stands. */
export interface WatchedUnits {
  of(unitId: string): WatchedUnit;
  all(): Iterable<[unitId: string, unit: WatchedUnit]>;
  /** Runs it with what is known of the meter: now, or when that has been looked up. */
  withWatch(unitId: string, work: (unit: WatchedUnit, watch: Watch) => void): void;
  /** Looks again before the next judgement. Without `workspaceId`: of all of them. */
  forget(workspaceId?: string): void;
  /** @returns what was known of it */
  remove(unitId: string): WatchedUnit | undefined;
}

interface Dependencies {
  db: Database;
  now: () => Date;
  /** Writes what was judged by the rules that are known: it is done before others are read. */
  save: (unit: WatchedUnit) => Promise<void>;
  onError: (error: unknown) => void;
}

export function createWatchedUnits({ db, now, save, onError }: Dependencies): WatchedUnits {
  const units = new Map<string, WatchedUnit>();

  function unitOf(unitId: string): WatchedUnit {
    let unit = units.get(unitId);
    if (!unit) {
      unit = {
        watch: null,
        loadedAt: Number.NEGATIVE_INFINITY,
        waiting: [],
        loading: null,
        status: null,
        readings: [],
        unsaved: new Set(),
        writing: Promise.resolve(),
      };
      units.set(unitId, unit);
    }
    return unit;
  }

  function withWatch(unitId: string, work: (unit: WatchedUnit, watch: Watch) => void): void {
    const unit = unitOf(unitId);
    const run = () => {
      if (unit.watch) work(unit, unit.watch);
    };
    if (!unit.loading && now().getTime() - unit.loadedAt < REMEMBER_MS) {
      run();
      return;
    }
    unit.waiting.push(run);
    if (unit.waiting.length > MAX_WAITING) unit.waiting.shift();
    unit.loading ??= load(unitId, unit);
  }

  async function load(unitId: string, unit: WatchedUnit): Promise<void> {
    try {
      // What was judged by the old rules is written before the new ones are read.
      await unit.writing;
      await save(unit);
      const since = Math.floor(now().getTime() / MINUTE_MS) - LONGEST_PERIOD;
      const { watch, readings } = await loadWatch(db, unitId, since);
      unit.watch = watch;
      unit.readings = mergeReadings(readings, unit.readings);
      unit.loadedAt = now().getTime();
    } catch (error) {
      unit.waiting = [];
      onError(error);
    }
    unit.loading = null;
    for (const run of unit.waiting.splice(0)) run();
  }

  return {
    of: unitOf,
    all: () => units,
    withWatch,
    forget(workspaceId) {
      for (const unit of units.values()) {
        // A meter that stands nowhere may by now.
        if (workspaceId === undefined || !unit.watch || unit.watch.workspaceId === workspaceId)
          unit.loadedAt = Number.NEGATIVE_INFINITY;
      }
    },
    remove(unitId) {
      const unit = units.get(unitId);
      units.delete(unitId);
      return unit;
    },
  };
}

/** The newest hour of both, by the minute; of one minute the later word counts. */
export function mergeReadings(known: Reading[], more: Reading[]): Reading[] {
  const byMinute = new Map([...known, ...more].map((reading) => [reading.at, reading]));
  return [...byMinute.values()].sort((a, b) => (a.at < b.at ? -1 : 1)).slice(-LONGEST_PERIOD);
}
