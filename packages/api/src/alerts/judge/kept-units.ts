import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@sitecast/db';
import type { Logger } from 'pino';
import { createOutage } from '../../core/outage.ts';
import { flush } from './flush.ts';
import type { AlertRecorder } from './record.ts';
import type { WatchedUnit } from './watched-unit.ts';
import { createWatchedUnits, type WatchedUnits } from './watched-units.ts';

/** Pauses before the database is asked again, ms; after the last one that is done with each tick. */
const PAUSES = [500, 1_000, 2_000, 4_000];

/** How often it is asked at the end. */
const CLOSING_TRIES = 2;

/** The watched meters, and what of them is to be written: now, or when the database is back. */
export interface KeptUnits extends Omit<WatchedUnits, 'look'> {
  /** Writes what there is of a meter; while the database is away it is kept. */
  write(unit: WatchedUnit): void;
  /** The same of all meters, one after the other: if the database is away, that is found out once. */
  writeAll(): Promise<void>;
  /** So many alerts were too many to keep. */
  gaveUp(alerts: number): void;
  /** Asks the database again if it was away, and writes what was kept. */
  retry(): Promise<void>;
  settled(): Promise<void>;
  /** Writes what can be written. */
  close(): Promise<void>;
}

interface Dependencies {
  db: Database;
  log: Pick<Logger, 'error' | 'warn'>;
  now: () => Date;
  recorder: AlertRecorder;
  /** Of a meter that another process may read by now. */
  onWrittenLate: (workspaceId: string) => void;
  onError: (error: unknown) => void;
}

export function createKeptUnits(deps: Dependencies): KeptUnits {
  const { db, log, now, recorder, onError, onWrittenLate } = deps;
  const outage = createOutage(log, 'writing alerts');
  const dropped = { alerts: 0, frames: 0 };
  let pauses = 0;
  /** For which meter the database is asked again, and what has waited for that. */
  let asked: { unit: WatchedUnit; waiting: ReturnType<typeof countWaiting> } | null = null;
  let soon: NodeJS.Timeout | undefined;
  let retrying: Promise<void> | null = null;
  let isClosed = false;

  const units = createWatchedUnits({
    db,
    now,
    outage,
    flush: (unit) => flush({ recorder, onError }, unit),
    onLooked,
    onFailed,
    onDropped: () => dropped.frames++,
  });

  /** Before what has waited is judged: what comes of that is written at once again. */
  function onLooked(unit: WatchedUnit): void {
    if (!outage.isOn || unit !== asked?.unit) return;
    outage.worked(() => ({ waiting: asked?.waiting, dropped: { ...dropped } }));
    Object.assign(dropped, { alerts: 0, frames: 0 });
    pauses = 0;
  }

  function onFailed(unit: WatchedUnit, error: unknown): void {
    unit.isCutOff = true;
    outage.failed(error);
    const pause = PAUSES[pauses];
    if (soon || isClosed || pause === undefined) return;
    pauses++;
    soon = setTimeout(() => void retry(), pause).unref();
  }

  function write(unit: WatchedUnit): void {
    if (outage.isOn) unit.isCutOff = true;
    // Then it is written with the look that is under way, or that comes when the database is back.
    if (unit.isCutOff || unit.loading) return;
    unit.writing = unit.writing
      .then(() => flush({ recorder, onError }, unit))
      .catch((error) => onFailed(unit, error));
  }

  function retry(): Promise<void> {
    clearTimeout(soon);
    soon = undefined;
    retrying ??= retryAll().finally(() => {
      retrying = null;
    });
    return retrying;
  }

  /** One after the other: as long as the database is away, it is asked for one of them only. */
  async function retryAll(): Promise<void> {
    for (let unit = nextCutOff(); unit; unit = nextCutOff()) {
      asked = { unit, waiting: countWaiting() };
      const workspaceId = unit.news.length > 0 && unit.isReleased ? unit.watch?.workspaceId : undefined;
      await units.look(unit);
      if (outage.isOn) break;
      if (workspaceId !== undefined) onWrittenLate(workspaceId);
    }
    asked = null;
  }

  /** First one with something to write: a database that is locked or full can still be read. */
  function nextCutOff(): WatchedUnit | undefined {
    const cutOff = [...units.all()].filter((unit) => unit.isCutOff);
    return cutOff.find(({ news, unsaved }) => news.length + unsaved.size > 0) ?? cutOff[0];
  }

  /** Frames that are not judged, and onsets and ends that are not written. */
  function countWaiting() {
    const count = { frames: 0, changes: 0 };
    for (const { waiting, news } of units.all()) {
      count.frames += waiting.length;
      count.changes += news.length;
    }
    return count;
  }

  async function writeAll(): Promise<void> {
    for (const unit of units.all()) {
      write(unit);
      await unit.writing;
    }
  }

  async function settled(): Promise<void> {
    await retrying;
    for (const unit of units.all()) {
      await unit.loading;
      await unit.writing;
    }
  }

  return {
    ...units,
    write,
    writeAll,
    gaveUp(alerts) {
      dropped.alerts += alerts;
    },
    retry,
    settled,
    async close() {
      isClosed = true;
      await settled();
      await writeAll();
      // What was asked while the database was away may have failed only now that it is back.
      for (let tries = 0; outage.isOn && tries < CLOSING_TRIES; tries++) {
        if (tries > 0) await sleep(PAUSES[0]);
        await retry();
        await settled();
      }
      // What has waited until now.
      await writeAll();
      const { changes } = countWaiting();
      if (changes > 0)
        onError(new Error(`The database is away: ${changes} onsets and ends of alerts are lost`));
    },
  };
}
