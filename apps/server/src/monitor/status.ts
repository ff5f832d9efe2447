import type { StatusChange } from '@sitecast/api';
import { repeat } from './repeat.ts';

/** Keeps what is known of the meters in the database: news soon, new frames now and then. */
export interface StatusBoard {
  note(unitId: string, change: StatusChange): void;
  /** As `note`, but written soon, and then `onTold`: somebody may look at it. */
  tell(unitId: string, change: StatusChange): void;
  close(): Promise<void>;
}

interface Dependencies {
  save: (changes: ReadonlyMap<string, StatusChange>) => Promise<void>;
  onTold: (unitId: string) => void;
  /** How often frames are kept. */
  everyMs: number;
  onError: (error: unknown) => void;
}

/** News that come together are written together. */
const SOON_MS = 200;

export function createStatusBoard({ save, onTold, everyMs, onError }: Dependencies): StatusBoard {
  let waiting = new Map<string, StatusChange>();
  const told = new Set<string>();
  let soon: NodeJS.Timeout | undefined;

  async function write() {
    clearTimeout(soon);
    soon = undefined;
    if (waiting.size === 0) return;
    const taken = waiting;
    waiting = new Map();
    try {
      await save(taken);
    } catch (error) {
      // What has been noted since is newer.
      for (const [unitId, change] of taken) waiting.set(unitId, { ...change, ...waiting.get(unitId) });
      throw error;
    }
    for (const unitId of taken.keys()) if (told.delete(unitId)) onTold(unitId);
  }
  const writing = repeat(write, everyMs, onError);

  function note(unitId: string, change: StatusChange) {
    waiting.set(unitId, { ...waiting.get(unitId), ...change });
  }

  return {
    note,
    tell(unitId, change) {
      note(unitId, change);
      told.add(unitId);
      soon ??= setTimeout(() => void writing.now(), SOON_MS).unref();
    },
    async close() {
      await writing.stop();
      await write().catch(onError);
    },
  };
}
