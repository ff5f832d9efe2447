import type { Outage } from '@sitecast/api';
import { repeat } from './repeat.ts';

/** Keeps what is known of the meters in the database: news soon, new frames now and then. */
export interface StatusBoard {
  /** There is something new of this meter. */
  note(unitId: string): void;
  /** As `note`, but written soon, and then `onTold`: somebody may look at it. */
  tell(unitId: string): void;
  /** Writes what there is; resolves when that has been tried. */
  write(): Promise<void>;
  close(): Promise<void>;
}

interface Dependencies {
  save: (unitIds: string[]) => Promise<void>;
  onTold: (unitId: string) => void;
  /** How often frames are kept. */
  everyMs: number;
  outage: Outage;
  /** What is lost at the end. */
  onError: (error: unknown) => void;
}

/** News that come together are written together. */
const SOON_MS = 200;

export function createStatusBoard({ save, onTold, everyMs, outage, onError }: Dependencies): StatusBoard {
  let waiting = new Set<string>();
  const told = new Set<string>();
  let soon: NodeJS.Timeout | undefined;

  async function write() {
    clearTimeout(soon);
    soon = undefined;
    if (waiting.size === 0) return;
    const taken = [...waiting];
    waiting = new Set();
    try {
      await save(taken);
    } catch (error) {
      for (const unitId of taken) waiting.add(unitId);
      throw error;
    }
    for (const unitId of taken) if (told.delete(unitId)) onTold(unitId);
  }
  const writing = repeat(write, everyMs, outage);

  return {
    note: (unitId) => void waiting.add(unitId),
    tell(unitId) {
      waiting.add(unitId);
      told.add(unitId);
      soon ??= setTimeout(() => void writing.now(), SOON_MS).unref();
    },
    write: writing.now,
    async close() {
      await writing.stop();
      await write().catch(onError);
    },
  };
}
