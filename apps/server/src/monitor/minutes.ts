import type { Outage, UnitReading } from '@sitecast/api';
import { combineReadings, type Reading } from '@sitecast/monitor/levels';
import { repeat } from './repeat.ts';

/** How many unwritten minutes are kept: five hours of 200 meters. */
const MAX_PENDING = 60_000;
/** Minutes per transaction: those of a large installation. */
const BATCH = 250;
/** Delay before a minute that is over is written, plus up to `SPREAD_MS` so that processes take turns. */
const SETTLE_MS = 2_000;
const SPREAD_MS = 5_000;

/** Writes the minutes of all meters of this process, together, once a minute. */
export interface Minutes {
  add(unitId: string, reading: Reading): void;
  /** Writes what is pending. Rejects on failure, and keeps the rest. */
  write(): Promise<void>;
  /** Writes the last ones. */
  close(): Promise<void>;
}

interface Dependencies {
  /** Stores them, combining each with a part stored earlier. */
  record: (readings: UnitReading[]) => Promise<void>;
  /** Collects the minutes that are over from every meter. */
  collect: () => void;
  outage: Outage;
  /** Data lost at shutdown. */
  onError: (error: unknown) => void;
}

export function createMinutes({ record, collect, outage, onError }: Dependencies): Minutes {
  const pending = new Map<string, UnitReading>();

  function add(unitId: string, reading: Reading) {
    const key = `${unitId} ${reading.at}`;
    const part = pending.get(key);
    pending.set(key, { unitId, reading: part ? combineReadings(part.reading, reading) : reading });
    if (pending.size > MAX_PENDING) pending.delete(pending.keys().next().value!);
  }

  async function write() {
    while (pending.size > 0) {
      const batch = [...pending].slice(0, BATCH);
      for (const [key] of batch) pending.delete(key);
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
