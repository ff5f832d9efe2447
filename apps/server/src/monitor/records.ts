import {
  type App,
  logUnit,
  recordMinutes,
  type StatusChange,
  saveUnitStatus,
  type UnitReading,
} from '@sitecast/api';
import type { Frame } from '@sitecast/monitor';
import { type Consequence, createHealth } from './health.ts';
import { createMinutes } from './minutes.ts';
import type { ReaderEvents, UnitReader } from './reader.ts';
import { createStatusBoard } from './status.ts';
import type { ReadUnit } from './units.ts';

/** What becomes of what this process reads: minutes, status, connection log, alerts. */
export interface Records {
  /** Of one meter, from the beginning of reading it. */
  of(unit: ReadUnit): ReaderEvents;
  /** Writes what is pending. */
  close(): Promise<void>;
}

interface Options {
  readers: () => Iterable<UnitReader>;
  onFrame: (frame: Frame) => void;
  keepFramesEveryMs: number;
  onError: (error: unknown) => void;
}

export function createRecords(app: App, { readers, onFrame, keepFramesEveryMs, onError }: Options): Records {
  const workspaces = new Map<string, string>();

  const minutes = createMinutes({
    record: (readings) => record(app, readings),
    collect() {
      for (const reader of readers()) reader.endMinute('over');
    },
    onError,
  });

  const board = createStatusBoard({
    everyMs: keepFramesEveryMs,
    onError,
    save: (changes) => saveAll(app, changes, onError),
    onTold(unitId) {
      const workspaceId = workspaces.get(unitId);
      if (workspaceId) app.events.publish(workspaceId, { event: 'unit', change: 'status', unitId });
    },
  });

  return {
    of({ id, workspaceId, status }) {
      const health = createHealth(status, app.now);
      workspaces.set(id, workspaceId);
      const note = ({ change, lines, isNews }: Consequence) => {
        if (isNews) board.tell(id, change);
        else board.note(id, change);
        for (const line of lines) logUnit(app, id, line).catch(onError);
      };
      return {
        onError,
        onMinute: (reading) => minutes.add(id, reading),
        onState: (state) => note(health.onState(state)),
        onFrame(frame) {
          onFrame(frame);
          note(health.onFrame(frame));
        },
      };
    },
    async close() {
      await minutes.close();
      await board.close();
    },
  };
}

/** A minute may have been begun by another process, or before a restart: it is put together. */
async function record({ db }: App, readings: UnitReading[]): Promise<void> {
  const ids = [...new Set(readings.map(({ unitId }) => unitId))];
  const there = await db.unit.findMany({ where: { id: { in: ids } }, select: { id: true } });
  // What belongs to a workspace that is gone would be in the way of everybody else's.
  const isThere = new Set(there.map(({ id }) => id));
  const known = readings.filter(({ unitId }) => isThere.has(unitId));
  await recordMinutes(db, known, { existing: 'combine' });
}

/** In one transaction; one by one when that fails, as for a meter whose workspace is gone. */
async function saveAll(
  app: App,
  changes: ReadonlyMap<string, StatusChange>,
  onError: (error: unknown) => void,
): Promise<void> {
  const { db, now } = app;
  const all = [...changes];
  try {
    await db.$transaction(async (tx) => {
      for (const [unitId, change] of all) await saveUnitStatus({ db: tx, now }, unitId, change);
    });
  } catch (error) {
    if (all.length === 1) throw error;
    for (const one of all) await saveAll(app, new Map([one]), onError).catch(onError);
  }
}
