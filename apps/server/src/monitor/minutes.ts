import type { Outage, UnitReading } from '@sitecast/api';
import { combineReadings, type Reading } from '@sitecast/monitor/levels';
import { repeat } from './repeat.ts';

/** What could not be written yet is kept up to this many minutes: five hours of 200 meters. */
const MAX_KEPT = 60_000;
/** As many as go into one transaction: a minute of a large installation. */
const BATCH = 250;
/** A minute is written when it has been over for this long, and up to so much more: processes take turns. */
const SETTLE_MS = 2_000;
const SPREAD_MS = 5_000;

/** Writes the minutes of all meters of this process together, once a minute. */
export interface Minutes {
  add(unitId: string, reading: Reading): void;
  /** Writes what is there; fails when it cannot, and keeps it. */
  write(): Promise<void>;
  /** The last ones. */
  close(): Promise<void>;
}

interface Dependencies {
  /** Stores them; a minute of which a part is stored already is put together with it. */
  record: (readings: UnitReading[]) => Promise<void>;
  /** Asks every meter for its minutes that are over. */
  collect: () => void;
  outage: Outage;
  /** What is lost at the end. */
  onError: (error: unknown) => void;
}

export function createMinutes({ record, collect, outage, onError }: Dependencies): Minutes {
  const waiting = new Map<string, UnitReading>();

  function add(unitId: string, reading: Reading) {
    const key = `${unitId} ${reading.at}`;
    const part = waiting.get(key);
    waiting.set(key, { unitId, reading: part ? combineReadings(part.reading, reading) : reading });
    if (waiting.size > MAX_KEPT) waiting.delete(waiting.keys().next().value!);
  }

  async function write() {
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, BATCH);
      for (const [key] of batch) waiting.delete(key);
      try {
        await record(batch.map(([, reading]) => reading));
      } catch (error) {
        for (const [, { unitId, reading }] of batch) add(unitId, reading);
        throw error;
      }
    }
  }

  const spread = Math.random() * SPREAD_MS;
  const writing = repeat(
    () => {
      collect();
      return write();
    },
    () => 60_000 - (Date.now() % 60_000) + SETTLE_MS + spread,
    outage,
  );

  return {
    add,
    write,
    async close() {
      await writing.stop();
      await write().catch(onError);
    },
  };
}
