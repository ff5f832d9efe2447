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
import { type Consequence, createHealth, type Health } from './health.ts';
import { createMinutes } from './minutes.ts';
import { readMissed } from './missed.ts';
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

export function createRecords(
  app: Product,
  { readers, onFrame, keepFramesEveryMs, onError }: Options,
): Records {
  const { log } = app;
  const logging = createOutage(log, 'writing the logs of meters');
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
    onTold(unitId) {
      const workspaceId = followed.get(unitId)?.workspaceId;
      if (workspaceId) app.events.publish(workspaceId, { event: 'unit', change: 'status', unitId });
    },
  });

  function say(unitId: string, line: Parameters<typeof logUnit>[2]): void {
    logUnit(app, unitId, line).then(() => logging.worked(), logging.failed);
  }

  /** Of the gap before this process began to read the meter. Alerts of what is long over are told to nobody. */
  async function catchUp({ id, source, lastValuesAt }: ReadUnit, health: Health) {
    if (lastValuesAt === undefined) return;
    const missed = await readMissed(source, lastValuesAt, app.now());
    if (missed.length === 0 || followed.get(id)?.health !== health) return;
    for (const reading of missed) minutes.add(id, reading);
    const message = `Minutes taken over from what the SLMM server had stored: ${missed.length}`;
    say(id, { level: 'info', message });
  }

  return {
    of(unit) {
      const { id, workspaceId, status } = unit;
      const health = createHealth(status, app.now);
      followed.set(id, { health, workspaceId });
      catchUp(unit, health).catch((error) => {
        const message = `What was measured before could not be fetched: ${error.message}`;
        say(id, { level: 'warn', message });
      });
      const note = ({ lines, isNews }: Consequence) => {
        if (isNews) board.tell(id);
        else board.note(id);
        for (const line of lines) say(id, line);
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
          // Whoever reads it next goes on from here. If somebody does already, he knows better.
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

/** A minute may have been begun by another process, or before a restart: it is put together. */
async function record(app: Product, readings: UnitReading[]): Promise<void> {
  const isThere = new Set(await existing(app, [...new Set(readings.map(({ unitId }) => unitId))]));
  const known = readings.filter(({ unitId }) => isThere.has(unitId));
  await recordMinutes(app.db, known, { existing: 'combine' });
}

/** Without those whose workspace is gone: they would be in the way of everybody else's. */
async function existing({ db }: Product, unitIds: string[]): Promise<string[]> {
  const rows = await db.unit.findMany({ where: { id: { in: unitIds } }, select: { id: true } });
  return rows.map(({ id }) => id);
}
