import type { Database } from '@sitecast/db';
import type { Frame, UnitStatus } from '@sitecast/monitor';
import type { Reading } from '@sitecast/monitor/levels';
import { AlertsChanged, type Bus, topics } from '@sitecast/realtime';
import type { Logger } from 'pino';
import type { WorkspaceEvents } from '../../core/events.ts';
import { createJudgedMeters, type JudgedMeters } from './judged-meters.ts';
import { createAlertRecorder } from './record.ts';
import { createRecovery, type Recovery } from './recovery.ts';

/** How often statuses are judged again, and peaks and states are written. */
const TICK_MS = 10_000;

/**
 * Judges measurements by the alert rules. Whoever reads a meter calls it with every frame, minute and status; it asks the
 * database only when something happens. While the database is unreachable it goes on by the last known rules and writes
 * the results later.
 */
export interface AlertEngine {
  frame(unitId: string, frame: Frame): void;
  /** A minute that is complete. */
  minute(unitId: string, reading: Reading): void;
  status(unitId: string, status: UnitStatus): void;
  /** This process no longer reads the meter. */
  release(unitId: string): void;
  /** Rules or assignments have changed: every process loads them again. */
  changed(workspaceId: string): void;
  /** What is due without anything new from a meter; also called every ten seconds. */
  tick(): Promise<void>;
  /** Resolves when everything handed in so far is judged, and written if possible. */
  settled(): Promise<void>;
  /** Writes what can be written. */
  close(): Promise<void>;
}

interface Dependencies {
  db: Database;
  bus: Bus;
  log: Pick<Logger, 'error' | 'warn'>;
  events: WorkspaceEvents;
  now: () => Date;
  /** There are notifications to send. */
  onDeliveries: () => void;
  onError: (error: unknown) => void;
}

export async function createAlertEngine(deps: Dependencies): Promise<AlertEngine> {
  const { db, bus, log, events, now, onDeliveries, onError } = deps;
  const meters: JudgedMeters = createJudgedMeters({
    db,
    recorder: createAlertRecorder({ db, events, now, onDeliveries }),
    now,
    mayAsk: (unitId) => recovery.mayAsk(unitId),
    onUnreachable: (error) => recovery.failed(error),
    onDropped: (dropped) => recovery.countDropped(dropped),
    onWrittenLate: announceChange,
    onError,
  });
  const recovery: Recovery = createRecovery({ meters, log, now });
  const time = () => now().getTime();

  function invalidateRules(workspaceId?: string): void {
    for (const { unitId } of meters.all()) meters.dispatch(unitId, { type: 'rules-changed', workspaceId });
  }

  function announceChange(workspaceId: string): void {
    bus.publish(topics.alertsChanged, { workspaceId } satisfies AlertsChanged);
  }

  async function tick(): Promise<void> {
    await recovery.retry();
    for (const { unitId } of meters.all()) meters.dispatch(unitId, { type: 'tick', now: time() });
    await meters.flush();
    await settled();
  }

  async function settled(): Promise<void> {
    await recovery.settled();
    await meters.settled();
  }

  const unsubscribe = await bus.subscribe(topics.alertsChanged, (message) => {
    const changed = AlertsChanged.safeParse(message);
    if (changed.success) invalidateRules(changed.data.workspaceId);
  });
  const stopWatching = bus.onReconnect(() => invalidateRules());
  const ticking = setInterval(() => void tick().catch(onError), TICK_MS).unref();

  return {
    frame(unitId, frame) {
      meters.dispatch(unitId, { type: 'frame', now: time(), frame });
    },
    minute(unitId, reading) {
      meters.dispatch(unitId, { type: 'minute', now: time(), reading });
    },
    status(unitId, status) {
      meters.dispatch(unitId, { type: 'status', now: time(), status });
    },
    release(unitId) {
      if (meters.get(unitId)) meters.dispatch(unitId, { type: 'released', now: time() });
    },
    changed(workspaceId) {
      invalidateRules(workspaceId);
      announceChange(workspaceId);
    },
    tick,
    settled,
    async close() {
      clearInterval(ticking);
      unsubscribe();
      stopWatching();
      await settled();
      const lost = await recovery.close();
      if (lost > 0)
        onError(new Error(`The database is unreachable: ${lost} onsets and clears of alerts are lost`));
    },
  };
}
