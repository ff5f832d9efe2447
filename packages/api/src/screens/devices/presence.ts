import type { Database } from '@sitecast/db';
import type { WorkspaceEvents } from '../../core/events.ts';
import type { ConnectedScreen, Presence } from '../../core/ports.ts';

/** A screen silent for this long counts as offline, whatever its row says: its server process may have died. */
export const SILENT_MS = 45_000;
/** A screen that reconnects within this time is not reported offline. */
const OFFLINE_AFTER_MS = 5_000;
/** Heartbeats are written in batches, at this interval. */
const WRITE_EVERY_MS = 5_000;

/** Whether the screen is connected, to this process or another. */
export function isOnline(row: { connectionId: string | null; lastSeenAt: Date | null }, now: Date): boolean {
  return (
    row.connectionId !== null &&
    row.lastSeenAt !== null &&
    now.getTime() - row.lastSeenAt.getTime() < SILENT_MS
  );
}

/** Presence with the lifecycle that the product manages. */
export interface ClosablePresence extends Presence {
  /** Writes pending heartbeats and marks every screen connected to this process as offline immediately. */
  close(): Promise<void>;
}

interface Dependencies {
  db: Database;
  events: WorkspaceEvents;
  now: () => Date;
  onError: (error: unknown) => void;
}

export function createPresence({ db, events, now, onError }: Dependencies): ClosablePresence {
  const connected = new Map<string, ConnectedScreen>();
  const offlineTimers = new Map<string, NodeJS.Timeout>();
  const seenDevices = new Set<string>();
  const writeTimer = setInterval(() => void writeSeen().catch(onError), WRITE_EVERY_MS).unref();

  async function writeSeen(): Promise<void> {
    if (seenDevices.size === 0) return;
    const ids = [...seenDevices];
    seenDevices.clear();
    await db.device.updateMany({ where: { id: { in: ids } }, data: { lastSeenAt: now() } });
  }

  async function setOffline({ deviceId, workspaceId }: ConnectedScreen, connectionId: string): Promise<void> {
    connected.delete(connectionId);
    offlineTimers.delete(connectionId);
    // Changes nothing once a newer connection has taken over.
    const { count } = await db.device.updateMany({
      where: { id: deviceId, connectionId },
      data: { connectionId: null, lastSeenAt: now() },
    });
    if (count > 0) events.publish(workspaceId, { event: 'device', change: 'offline', deviceId });
  }

  return {
    async connected(screen, connectionId) {
      connected.set(connectionId, screen);
      const { deviceId, workspaceId } = screen;
      const { count } = await db.device.updateMany({
        where: { id: deviceId, removedAt: null },
        data: { connectionId, lastSeenAt: now() },
      });
      if (count > 0) events.publish(workspaceId, { event: 'device', change: 'online', deviceId });
    },
    disconnected(screen, connectionId) {
      if (!connected.has(connectionId)) return;
      const timer = setTimeout(() => void setOffline(screen, connectionId).catch(onError), OFFLINE_AFTER_MS);
      offlineTimers.set(connectionId, timer);
    },
    seen(deviceId) {
      seenDevices.add(deviceId);
    },
    async reset() {
      await db.device.updateMany({ where: { connectionId: { not: null } }, data: { connectionId: null } });
    },
    async close() {
      clearInterval(writeTimer);
      for (const timer of offlineTimers.values()) clearTimeout(timer);
      await writeSeen().catch(onError);
      for (const [connectionId, screen] of [...connected])
        await setOffline(screen, connectionId).catch(onError);
    },
  };
}
