import { setTimeout as pause } from 'node:timers/promises';
import type { UserPrincipal } from '@sitecast/auth';
import { Prisma } from '@sitecast/db';
import { auditRow } from '../audit/service.ts';
import type { App, Context } from '../context.ts';
import { ReadingSettings } from './schema.ts';

const KEY = 'readings';
const DEFAULTS: ReadingSettings = { retentionDays: 400 };
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Few enough that a batch holds up nobody, with a rest after each. */
const BATCH = 2_000;
const REST_MS = 20;

export async function readingSettings({ db }: Pick<App, 'db'>): Promise<ReadingSettings> {
  const row = await db.setting.findUnique({ where: { key: KEY }, select: { value: true } });
  return ReadingSettings.catch(DEFAULTS).parse(row?.value ?? DEFAULTS);
}

export async function updateReadingSettings(
  ctx: Context & { principal: UserPrincipal },
  value: ReadingSettings,
): Promise<ReadingSettings> {
  const audit = auditRow(ctx, {
    action: 'setting.update',
    resource: { kind: 'setting', id: KEY },
    details: value,
  });
  await ctx.db.$transaction([
    ctx.db.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } }),
    ctx.db.auditEvent.create({ data: audit }),
  ]);
  return value;
}

/** Drops what is older than the setting says, in small batches. Returns how many rows went. */
export async function dropOldReadings(
  { db, now }: Pick<App, 'db' | 'now'>,
  { signal, restMs = REST_MS }: { signal?: AbortSignal; restMs?: number } = {},
): Promise<number> {
  const { retentionDays } = await readingSettings({ db });
  const before = Math.floor((now().getTime() - retentionDays * DAY_MS) / MINUTE_MS);
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
  app: Pick<App, 'db' | 'now'>,
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
