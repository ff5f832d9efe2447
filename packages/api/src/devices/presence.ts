import type { Database } from '@sitecast/db';
import type { WorkspaceEvents } from '../workspaces/events.ts';

/** A screen that has been silent for this long counts as gone, whatever its row says (its process may have died). */
const SILENT_MS = 45_000;
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

/** Keeps in the database which screens are connected. */
export interface Presence {
  connected(screen: Screen, connectionId: string): Promise<void>;
  /** Offline after a moment, unless a newer connection has taken over by then. */
  disconnected(screen: Screen, connectionId: string): void;
  /** A heartbeat. */
  seen(deviceId: string): void;
  /** Writes what is pending; connections that have ended count as offline at once. */
  close(): Promise<void>;
}

interface Screen {
  deviceId: string;
  workspaceId: string;
}

interface Dependencies {
  db: Database;
  events: WorkspaceEvents;
  now: () => Date;
  onError: (error: unknown) => void;
}

export function createPresence({ db, events, now, onError }: Dependencies): Presence {
  const leaving = new Map<string, { timer: NodeJS.Timeout; leave: () => Promise<void> }>();
  const heard = new Set<string>();
  const writing = setInterval(() => void writeHeard().catch(onError), WRITE_EVERY_MS).unref();

  async function writeHeard(): Promise<void> {
    if (heard.size === 0) return;
    const ids = [...heard];
    heard.clear();
    await db.device.updateMany({ where: { id: { in: ids } }, data: { lastSeenAt: now() } });
  }

  return {
    async connected({ deviceId, workspaceId }, connectionId) {
      const { count } = await db.device.updateMany({
        where: { id: deviceId, removedAt: null },
        data: { connectionId, lastSeenAt: now() },
      });
      if (count > 0) events.publish(workspaceId, { event: 'device', change: 'online', deviceId });
    },
    disconnected({ deviceId, workspaceId }, connectionId) {
      const leave = async () => {
        leaving.delete(connectionId);
        const { count } = await db.device.updateMany({
          where: { id: deviceId, connectionId },
          data: { connectionId: null },
        });
        if (count > 0) events.publish(workspaceId, { event: 'device', change: 'offline', deviceId });
      };
      const timer = setTimeout(() => void leave().catch(onError), OFFLINE_AFTER_MS);
      leaving.set(connectionId, { timer, leave });
    },
    seen(deviceId) {
      heard.add(deviceId);
    },
    async close() {
      clearInterval(writing);
      await writeHeard().catch(onError);
      for (const { timer, leave } of [...leaving.values()]) {
        clearTimeout(timer);
        await leave().catch(onError);
      }
    },
  };
}
