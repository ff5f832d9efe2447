import { type Database, Prisma, type Transaction, transaction } from '@sitecast/db';
import { combineReadings, type Reading } from '@sitecast/monitor/levels';
import { toReading } from './row.ts';

const MINUTE_MS = 60_000;
/** Rows per statement: databases limit the number of parameters. */
const BATCH_SIZE = 250;

/** One minute of one meter. */
export interface UnitReading {
  unitId: string;
  reading: Reading;
}

export interface RecordOptions {
  /**
   * What to do if the minute is already stored. `replace` makes writing idempotent. `combine` treats it as another part
   * of the minute, e.g. after another process has taken over the meter.
   */
  existing?: 'replace' | 'combine';
}

/**
 * Stores minutes of any number of meters, and recomputes their quarters of an hour from all stored minutes in the same
 * transaction, so that the result does not depend on the order or on repetition.
 */
export async function recordMinutes(
  db: Database,
  minutes: UnitReading[],
  { existing = 'replace' }: RecordOptions = {},
): Promise<void> {
  // An upsert must not write a row twice.
  const rows = new Map<string, Row>();
  for (const { unitId, reading } of minutes) {
    const minute = Math.floor(Date.parse(reading.at) / MINUTE_MS);
    const key = `${unitId} ${minute}`;
    const before = existing === 'combine' ? rows.get(key)?.reading : undefined;
    rows.set(key, { unitId, minute, reading: before ? combineReadings(before, reading) : reading });
  }
  const all = [...rows.values()];
  for (let start = 0; start < all.length; start += BATCH_SIZE) {
    const batch = all.slice(start, start + BATCH_SIZE);
    await transaction(db, async (tx) => {
      await upsert(tx, existing === 'combine' ? await combineWithStored(tx, batch) : batch);
      await recomputeQuarters(tx, batch);
    });
  }
}

interface Row {
  unitId: string;
  minute: number;
  reading: Reading;
}

/** Combines each row with the part that is already stored. */
async function combineWithStored(tx: Transaction, rows: Row[]): Promise<Row[]> {
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

/** The minutes of a quarter, joined by key: for a range, PostgreSQL would scan the whole table. */
const QUARTER_OFFSETS = Prisma.raw(Array.from({ length: 15 }, (_, n) => `(${n})`).join(', '));

function recomputeQuarters(tx: Transaction, rows: Row[]) {
  const quarters = new Map(
    rows.map(({ unitId, minute }) => {
      const quarter = minute - (minute % 15);
      return [`${unitId} ${quarter}`, Prisma.sql`(CAST(${unitId} AS TEXT), CAST(${quarter} AS INTEGER))`];
    }),
  );
  return tx.$executeRaw`
    WITH k ("unitId", "quarter") AS (VALUES ${Prisma.join([...quarters.values()])}),
      o ("offset") AS (VALUES ${QUARTER_OFFSETS})
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
