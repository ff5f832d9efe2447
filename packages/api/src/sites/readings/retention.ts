import { setTimeout as pause } from 'node:timers/promises';
import { Prisma } from '@sitecast/db';
import type { Infrastructure } from '../../core/context.ts';
import type { SettingsStore } from '../../core/ports.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
interface RetentionContext extends Infrastructure {
  settings: SettingsStore;
}

/** Few enough that a batch holds up nobody, with a rest after each. */
const BATCH = 2_000;
const REST_MS = 20;

/** Drops what is older than the setting says, in small batches. Returns how many rows went. */
export async function dropOldReadings(
  { db, now, settings }: RetentionContext,
  { signal, restMs = REST_MS }: { signal?: AbortSignal; restMs?: number } = {},
): Promise<number> {
  const { readingRetentionDays: days } = settings.current();
  const before = Math.floor((now().getTime() - days * DAY_MS) / MINUTE_MS);
  // A quarter stays until all of its minutes may go.
  const cutoff = before - (before % 15);
  const units = await db.unit.findMany({ select: { id: true } });
  let dropped = 0;
  for (const { id } of units) {
    for (const table of ['Reading', 'ReadingQuarter'] as const) {
      for (let count = BATCH; count === BATCH && !signal?.aborted; ) {
        const name = Prisma.raw(`"${table}"`);
        count = await db.$executeRaw`
          DELETE FROM ${name} WHERE "unitId" = ${id} AND "minute" IN (
            SELECT "minute" FROM ${name} WHERE "unitId" = ${id} AND "minute" < ${cutoff}
            ORDER BY "minute" LIMIT ${BATCH})`;
        dropped += count;
        if (count > 0) await pause(restMs);
      }
    }
  }
  return dropped;
}

/** Drops old readings once a day, beginning a while after the start. Returns the function that ends it. */
export function startRetention(
  app: RetentionContext,
  onError: (error: unknown) => void,
): () => Promise<void> {
  const ending = new AbortController();
  let running = Promise.resolve();
  const run = () => {
    running = dropOldReadings(app, { signal: ending.signal }).then(() => {}, onError);
  };
  const first = setTimeout(run, 10 * MINUTE_MS).unref();
  const daily = setInterval(run, DAY_MS).unref();
  return async () => {
    clearTimeout(first);
    clearInterval(daily);
    ending.abort();
    await running;
  };
}
