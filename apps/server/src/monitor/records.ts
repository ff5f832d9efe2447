import {
  createOutage,
  logUnit,
  type Product,
  type ReadStatus,
  recordMinutes,
  saveUnitStatus,
  type UnitReading,
} from '@sitecast/api';
import type { Frame } from '@sitecast/monitor';
import { createHealth, type Health, type StatusUpdate } from './health.ts';
import { createMinutes } from './minutes.ts';
import { readMissed } from './missed.ts';
import type { ReaderEvents, UnitReader } from './reader.ts';
import { createStatusBoard } from './status.ts';
import type { ReadUnit } from './units.ts';

/** Records what this process polls: minutes, status, connection log, alerts. */
export interface Records {
  /** The event handlers of one meter, from when polling starts. */
  of(unit: ReadUnit): ReaderEvents;
  /** Writes pending data. */
  close(): Promise<void>;
}

interface Options {
  readers: () => Iterable<UnitReader>;
  onFrame: (frame: Frame) => void;
  keepFramesEveryMs: number;
  onError: (error: unknown) => void;
}

export function createRecords(
  app: Product,
  { readers, onFrame, keepFramesEveryMs, onError }: Options,
): Records {
  const { log } = app;
  const logging = createOutage(log, 'writing connection logs of meters');
  const followed = new Map<string, { health: Health; workspaceId: string }>();

  const minutes = createMinutes({
    record: (readings) => record(app, readings),
    collect() {
      for (const reader of readers()) reader.endMinute();
    },
    outage: createOutage(log, 'writing minutes'),
    onError,
  });

  const board = createStatusBoard({
    everyMs: keepFramesEveryMs,
    outage: createOutage(log, 'writing the status of meters'),
    onError,
    async save(unitIds) {
      const known = new Map<string, ReadStatus>();
      for (const id of await existing(app, unitIds)) {
        const one = followed.get(id);
        if (one) known.set(id, one.health.known);
      }
      await saveUnitStatus(app, known);
    },
    onPublish(unitId) {
      const workspaceId = followed.get(unitId)?.workspaceId;
      if (workspaceId) app.events.publish(workspaceId, { event: 'unit', change: 'status', unitId });
    },
  });

  function writeLog(unitId: string, line: Parameters<typeof logUnit>[2]): void {
    logUnit(app, unitId, line).then(() => logging.worked(), logging.failed);
  }

  /** Fills the gap before this process started polling the meter. No alerts are raised for it. */
  async function catchUp({ id, source, lastValuesAt }: ReadUnit, health: Health) {
    if (lastValuesAt === undefined) return;
    const missed = await readMissed(source, lastValuesAt, app.now());
    if (missed.length === 0 || followed.get(id)?.health !== health) return;
    for (const reading of missed) minutes.add(id, reading);
    const message = `Minutes recovered from the SLMM server: ${missed.length}`;
    writeLog(id, { level: 'info', message });
  }

  return {
    of(unit) {
      const { id, workspaceId, status } = unit;
      const health = createHealth(status, app.now);
      followed.set(id, { health, workspaceId });
      catchUp(unit, health).catch((error) => {
        const message = `Earlier readings could not be fetched: ${error.message}`;
        writeLog(id, { level: 'warn', message });
      });
      const note = ({ lines, hasChanged }: StatusUpdate) => {
        if (hasChanged) board.publish(id);
        else board.note(id);
        for (const line of lines) writeLog(id, line);
      };
      return {
        onError,
        onMinute(reading) {
          if (!reading) return;
          minutes.add(id, reading);
          app.alerts.minute(id, reading);
        },
        onState(state) {
          note(health.onState(state));
          app.alerts.status(id, health.known.status);
        },
        onFrame(frame) {
          onFrame(frame);
          note(health.onFrame(frame));
          app.alerts.frame(id, frame);
        },
        async onStop(isOurs) {
          // The next process continues from here. One that has already taken over knows better.
          if (isOurs) await board.write();
          app.alerts.release(id);
          if (followed.get(id)?.health === health) followed.delete(id);
        },
      };
    },
    async close() {
      await minutes.close();
      await board.close();
    },
  };
}

/** A minute may have been started by another process, or before a restart; the parts are combined. */
async function record(app: Product, readings: UnitReading[]): Promise<void> {
  const present = new Set(await existing(app, [...new Set(readings.map(({ unitId }) => unitId))]));
  const known = readings.filter(({ unitId }) => present.has(unitId));
  await recordMinutes(app.db, known, { existing: 'combine' });
}

/** Drops meters that were deleted with their workspace, which would fail the whole batch. */
async function existing({ db }: Product, unitIds: string[]): Promise<string[]> {
  const rows = await db.unit.findMany({ where: { id: { in: unitIds } }, select: { id: true } });
  return rows.map(({ id }) => id);
}
