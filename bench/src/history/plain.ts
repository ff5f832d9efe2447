import type { Context } from '@sitecast/api';

/** Computes the same sums from the minutes in one statement, without the aggregated quarters. */
export function readWithOneStatement(
  db: Context['db'],
  { unitId, from, to }: { unitId: string; from: string; to: string },
  minutes: number,
): Promise<object[]> {
  const minuteOf = (time: string) => Math.floor(Date.parse(time) / 60_000);
  const width = String(minutes);
  return db.$queryRawUnsafe(
    `SELECT "minute" / ${width} AS "n", SUM(POWER(10.0, "leq" / 10) * "samples") AS "energy",
       SUM("samples") AS "samples", MAX("lmax") AS "lmax", MIN("lmin") AS "lmin",
       SUM("l10" * "samples") AS "l10", SUM("l90" * "samples") AS "l90", SUM("over") AS "over"
     FROM "Reading"
     WHERE "unitId" = '${unitId}' AND "minute" >= ${minuteOf(from)} AND "minute" < ${minuteOf(to)}
     GROUP BY 1`,
  );
}
