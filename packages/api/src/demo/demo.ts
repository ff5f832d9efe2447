import type { Database } from '@sitecast/db';
import { SimulatorSource } from '@sitecast/monitor';
import type { Infrastructure } from '../core/context.ts';
import type { Demo, Meters } from '../core/ports.ts';
import { recordMinutes } from '../sites/readings/write.ts';
import { createDemo } from './create.ts';
import { simulateReadings } from './fill.ts';
import { demoProject } from './plan.ts';
import type { DemoState } from './schema.ts';
import { DEMO_KEY, readState } from './state.ts';

const MINUTE_MS = 60_000;
/** Readings are filled in, and progress is saved, in steps of this length. */
const STEP_MS = 6 * 3_600_000;
/** Few rows per transaction, so that other writes are not held up. */
const ROWS = 120;

/** The demo of this installation, if it has one. */
export interface DemoKeeper extends Demo {
  /** Continues after a restart. */
  resume(): void;
  /** Resolves when the past readings are filled in. */
  filled(): Promise<void>;
  close(): Promise<void>;
}

interface Dependencies extends Infrastructure {
  meters: Meters;
  wanted: boolean;
  onError: (error: unknown) => void;
}

export function createDemoKeeper({ wanted, onError, meters, ...app }: Dependencies): DemoKeeper {
  const { db, events } = app;
  const closing = new AbortController();
  let filling = Promise.resolve();

  function resume(): void {
    filling = filling.then(() => fill(db, closing.signal)).catch(onError);
  }

  return {
    wanted,
    async add(workspaceId, baseUrl) {
      const made = await createDemo(app, workspaceId, baseUrl);
      if (!made) return false;
      const { projectId, unitIds } = made;
      for (const unitId of unitIds) meters.changed(unitId);
      events.publish(workspaceId, { event: 'project', change: 'created', projectId });
      resume();
      return true;
    },
    resume,
    filled: () => filling,
    async close() {
      closing.abort();
      await filling;
    },
  };
}

/** Fills in the days before the demo began. Writing a reading again does not change it. */
async function fill(db: Database, signal: AbortSignal): Promise<void> {
  const state = await readState(db);
  if (!state) return;
  const end = floor(state.begunAt);
  const units = await db.unit.findMany({
    where: { id: { in: state.unitIds }, removedAt: null },
    select: { id: true, source: true },
  });
  for (let from = floor(state.filledTo); from < end && !signal.aborted; from += STEP_MS) {
    const to = Math.min(end, from + STEP_MS);
    for (const { id, source } of units) {
      const simulator = SimulatorSource.safeParse(source);
      // Someone has turned it into a real meter.
      if (!simulator.success) continue;
      const meter = { source: simulator.data, unitId: id, timezone: demoProject.timezone };
      const readings = await simulateReadings(meter, { from, to });
      for (let row = 0; row < readings.length && !signal.aborted; row += ROWS) {
        const some = readings.slice(row, row + ROWS);
        await recordMinutes(
          db,
          some.map((reading) => ({ unitId: id, reading })),
        );
      }
    }
    if (signal.aborted) return;
    const value: DemoState = { ...state, filledTo: to };
    await db.setting.update({ where: { key: DEMO_KEY }, data: { value }, select: { key: true } });
  }
}

function floor(ms: number): number {
  return Math.floor(ms / MINUTE_MS) * MINUTE_MS;
}
