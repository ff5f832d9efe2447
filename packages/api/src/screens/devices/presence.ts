import type { Database } from '@sitecast/db';
import type { WorkspaceEvents } from '../../core/events.ts';
import type { ConnectedScreen, Presence } from '../../core/ports.ts';

/** A screen that has been silent for this long counts as gone, whatever its row says (its process may have died). */
export const SILENT_MS = 45_000;
/** A screen that reconnects within this time was never offline. */
const OFFLINE_AFTER_MS = 5_000;
/** Heartbeats are written together, this often. */
const WRITE_EVERY_MS = 5_000;

/** Whether the row's screen is connected, to this process or to another. */
export function isOnline(row: { connectionId: string | null; lastSeenAt: Date | null }, now: Date): boolean {
  return (
    row.connectionId !== null &&
    row.lastSeenAt !== null &&
    now.getTime() - row.lastSeenAt.getTime() < SILENT_MS
  );
}

/** As the product opens and closes it. */
export interface ClosablePresence extends Presence {
  /** Writes what is pending; every screen that was connected to this process counts as offline at once. */
  close(): Promise<void>;
}

interface Dependencies {
  db: Database;
  events: WorkspaceEvents;
  now: () => Date;
  onError: (error: unknown) => void;
}

export function createPresence({ db, events, now, onError }: Dependencies): ClosablePresence {
  const here = new Map<string, ConnectedScreen>();
  const leaving = new Map<string, NodeJS.Timeout>();
  const heard = new Set<string>();
  const writing = setInterval(() => void writeHeard().catch(onError), WRITE_EVERY_MS).unref();

  async function writeHeard(): Promise<void> {
    if (heard.size === 0) return;
    const ids = [...heard];
    heard.clear();
    await db.device.updateMany({ where: { id: { in: ids } }, data: { lastSeenAt: now() } });
  }

  async function leave({ deviceId, workspaceId }: ConnectedScreen, connectionId: string): Promise<void> {
    here.delete(connectionId);
    leaving.delete(connectionId);
    const mine = { id: deviceId, connectionId };
    const { count } = await db.device.updateMany({
      where: mine,
      data: { connectionId: null, lastSeenAt: now() },
    });
    if (count > 0) events.publish(workspaceId, { event: 'device', change: 'offline', deviceId });
  }

  return {
    async connected(screen, connectionId) {
      here.set(connectionId, screen);
      const { deviceId, workspaceId } = screen;
      const { count } = await db.device.updateMany({
        where: { id: deviceId, removedAt: null },
        data: { connectionId, lastSeenAt: now() },
      });
      if (count > 0) events.publish(workspaceId, { event: 'device', change: 'online', deviceId });
    },
    disconnected(screen, connectionId) {
      if (!here.has(connectionId)) return;
      const timer = setTimeout(() => void leave(screen, connectionId).catch(onError), OFFLINE_AFTER_MS);
      leaving.set(connectionId, timer);
    },
    seen(deviceId) {
      heard.add(deviceId);
    },
    async reset() {
      await db.device.updateMany({ where: { connectionId: { not: null } }, data: { connectionId: null } });
    },
    async close() {
      clearInterval(writing);
      for (const timer of leaving.values()) clearTimeout(timer);
      await writeHeard().catch(onError);
      for (const [connectionId, screen] of [...here]) await leave(screen, connectionId).catch(onError);
    },
  };
}
