import { type Database, Prisma, type Transaction, transaction } from '@sitecast/db';
import { combineReadings, type Reading } from '@sitecast/monitor/levels';
import { toReading } from './row.ts';

const MINUTE_MS = 60_000;
/** Rows a statement: databases take a bounded number of parameters. */
const BATCH = 250;

/** One minute of one meter. */
export interface UnitReading {
  unitId: string;
  reading: Reading;
}

export interface RecordOptions {
  /**
   * What to do with a minute that is there already. `replace`: the same twice is as once. `combine`: it is another part
   * of the minute, as when one process took the meter over from another.
   */
  existing?: 'replace' | 'combine';
}

/**
 * Keeps minutes of any number of meters, and with them, in the same transaction, the quarters of an hour in which they
 * fall: those are computed anew from their minutes, so that no order and no repetition makes them wrong.
 */
export async function recordMinutes(
  db: Database,
  minutes: UnitReading[],
  { existing = 'replace' }: RecordOptions = {},
): Promise<void> {
  // One statement may not write a row twice.
  const rows = new Map<string, Row>();
  for (const { unitId, reading } of minutes) {
    const minute = Math.floor(Date.parse(reading.at) / MINUTE_MS);
    const key = `${unitId} ${minute}`;
    const before = existing === 'combine' ? rows.get(key)?.reading : undefined;
    rows.set(key, { unitId, minute, reading: before ? combineReadings(before, reading) : reading });
  }
  const all = [...rows.values()];
  for (let start = 0; start < all.length; start += BATCH) {
    const batch = all.slice(start, start + BATCH);
    await transaction(db, async (tx) => {
      await upsert(tx, existing === 'combine' ? await combined(tx, batch) : batch);
      await recomputeQuarters(tx, batch);
    });
  }
}

interface Row {
  unitId: string;
  minute: number;
  reading: Reading;
}

/** Each with what is there already. */
async function combined(tx: Transaction, rows: Row[]): Promise<Row[]> {
  const stored = await tx.reading.findMany({
    where: { OR: rows.map(({ unitId, minute }) => ({ unitId, minute })) },
  });
  const parts = new Map(stored.map((part) => [`${part.unitId} ${part.minute}`, toReading(part)]));
  return rows.map((row) => {
    const part = parts.get(`${row.unitId} ${row.minute}`);
    return part ? { ...row, reading: combineReadings(part, row.reading) } : row;
  });
}

function upsert(tx: Transaction, rows: Row[]) {
  const values = rows.map(
    ({ unitId, minute, reading: r }) =>
      Prisma.sql`(${unitId}, ${minute}, ${r.leq}, ${r.lmax}, ${r.lmin}, ${r.l10}, ${r.l90}, ${r.samples}, ${r.overload ? 1 : 0})`,
  );
  return tx.$executeRaw`
    INSERT INTO "Reading" ("unitId", "minute", "leq", "lmax", "lmin", "l10", "l90", "samples", "over")
    VALUES ${Prisma.join(values)}
    ON CONFLICT ("unitId", "minute") DO UPDATE SET
      "leq" = excluded."leq", "lmax" = excluded."lmax", "lmin" = excluded."lmin", "l10" = excluded."l10",
      "l90" = excluded."l90", "samples" = excluded."samples", "over" = excluded."over"`;
}

/** Each minute by itself, so that it is found by its key: for a range PostgreSQL reads through the whole table. */
const MINUTES_OF_A_QUARTER = Prisma.raw(Array.from({ length: 15 }, (_, n) => `(${n})`).join(', '));

function recomputeQuarters(tx: Transaction, rows: Row[]) {
  const quarters = new Map(
    rows.map(({ unitId, minute }) => {
      const quarter = minute - (minute % 15);
      return [`${unitId} ${quarter}`, Prisma.sql`(CAST(${unitId} AS TEXT), CAST(${quarter} AS INTEGER))`];
    }),
  );
  return tx.$executeRaw`
    WITH k ("unitId", "quarter") AS (VALUES ${Prisma.join([...quarters.values()])}),
      o ("offset") AS (VALUES ${MINUTES_OF_A_QUARTER})
    INSERT INTO "ReadingQuarter"
      ("unitId", "minute", "energy", "samples", "minutes", "lmax", "lmin", "l10", "l90", "over")
    SELECT k."unitId", k."quarter",
      SUM(POWER(10.0, r."leq" / 10) * r."samples") / SUM(r."samples"), SUM(r."samples"), COUNT(r."leq"),
      MAX(r."lmax"), MIN(r."lmin"),
      SUM(r."l10" * r."samples") / SUM(r."samples"), SUM(r."l90" * r."samples") / SUM(r."samples"), SUM(r."over")
    FROM k CROSS JOIN o JOIN "Reading" r ON r."unitId" = k."unitId" AND r."minute" = k."quarter" + o."offset"
    WHERE r."leq" IS NOT NULL
    GROUP BY k."unitId", k."quarter"
    ON CONFLICT ("unitId", "minute") DO UPDATE SET
      "energy" = excluded."energy", "samples" = excluded."samples", "minutes" = excluded."minutes",
      "lmax" = excluded."lmax", "lmin" = excluded."lmin", "l10" = excluded."l10", "l90" = excluded."l90",
      "over" = excluded."over"`;
}
