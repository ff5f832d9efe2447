import type { Outage } from '@sitecast/api';
import { repeat } from './repeat.ts';

/** Writes the meters' status to the database: changes soon, new frames periodically. */
export interface StatusBoard {
  /** The meter has a new frame. */
  note(unitId: string): void;
  /** The status has changed: it is written soon, and then `onPublish` is called. */
  publish(unitId: string): void;
  /** Writes what is pending; resolves when that has been tried. */
  write(): Promise<void>;
  close(): Promise<void>;
}

interface Dependencies {
  save: (unitIds: string[]) => Promise<void>;
  onPublish: (unitId: string) => void;
  /** How often frames are written. */
  everyMs: number;
  outage: Outage;
  /** Data lost at shutdown. */
  onError: (error: unknown) => void;
}

/** Changes within this time are written together. */
const BATCH_MS = 200;

export function createStatusBoard({ save, onPublish, everyMs, outage, onError }: Dependencies): StatusBoard {
  let pending = new Set<string>();
  const changed = new Set<string>();
  let soon: NodeJS.Timeout | undefined;

  async function write() {
    clearTimeout(soon);
    soon = undefined;
    if (pending.size === 0) return;
    const taken = [...pending];
    pending = new Set();
    try {
      await save(taken);
    } catch (error) {
      for (const unitId of taken) pending.add(unitId);
      throw error;
    }
    for (const unitId of taken) if (changed.delete(unitId)) onPublish(unitId);
  }
  const writing = repeat(write, everyMs, outage);

  return {
    note: (unitId) => void pending.add(unitId),
    publish(unitId) {
      pending.add(unitId);
      changed.add(unitId);
      soon ??= setTimeout(() => void writing.now(), BATCH_MS).unref();
    },
    write: writing.now,
    async close() {
      await writing.stop();
      await write().catch(onError);
    },
  };
}
