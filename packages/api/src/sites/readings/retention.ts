import { setTimeout as pause } from 'node:timers/promises';
import { Prisma } from '@sitecast/db';
import type { Infrastructure } from '../../core/context.ts';
import type { SettingsStore } from '../../core/ports.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

interface RetentionContext extends Infrastructure {
  settings: SettingsStore;
}

/** Rows per statement, small enough not to block other queries, with a pause after each. */
const BATCH_SIZE = 2_000;
const PAUSE_MS = 20;

/** Deletes readings past the retention period, in batches. Returns the number of deleted rows. */
export async function deleteOldReadings(
  { db, now, settings }: RetentionContext,
  { signal, pauseMs = PAUSE_MS }: { signal?: AbortSignal; pauseMs?: number } = {},
): Promise<number> {
  const { readingRetentionDays: days } = settings.current();
  const before = Math.floor((now().getTime() - days * DAY_MS) / MINUTE_MS);
  // A quarter of an hour is deleted with the last of its minutes.
  const cutoff = before - (before % 15);
  const units = await db.unit.findMany({ select: { id: true } });
  let deleted = 0;
  for (const { id } of units) {
    for (const table of ['Reading', 'ReadingQuarter'] as const) {
      for (let count = BATCH_SIZE; count === BATCH_SIZE && !signal?.aborted; ) {
        const name = Prisma.raw(`"${table}"`);
        count = await db.$executeRaw`
          DELETE FROM ${name} WHERE "unitId" = ${id} AND "minute" IN (
            SELECT "minute" FROM ${name} WHERE "unitId" = ${id} AND "minute" < ${cutoff}
            ORDER BY "minute" LIMIT ${BATCH_SIZE})`;
        deleted += count;
        if (count > 0) await pause(pauseMs);
      }
    }
  }
  return deleted;
}

/** Deletes old readings daily, first 10 minutes after startup. Returns a function that stops it. */
export function startRetention(
  app: RetentionContext,
  onError: (error: unknown) => void,
): () => Promise<void> {
  const stopping = new AbortController();
  let running = Promise.resolve();
  const run = () => {
    running = deleteOldReadings(app, { signal: stopping.signal }).then(() => {}, onError);
  };
  const first = setTimeout(run, 10 * MINUTE_MS).unref();
  const daily = setInterval(run, DAY_MS).unref();
  return async () => {
    clearTimeout(first);
    clearInterval(daily);
    stopping.abort();
    await running;
  };
}
