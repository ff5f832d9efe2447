import { setImmediate as nextTurn } from 'node:timers/promises';
import { Prisma, type Transaction } from '@sitecast/db';
import { round1, type Span } from '@sitecast/monitor/levels';
import type { HistoryPoint } from './schema.ts';

const MINUTE_MS = 60_000;
const QUARTER_MIN = 15;
/** Rows that one statement may go through: SQLite answers in this thread, and nobody should wait for it long. */
const ROWS_AT_ONCE = 3_000;

/** A meter in a span of time, in which it stood at one place. */
export interface Piece extends Span {
  unitId: string;
}

/** What windows are made of, before the logarithm. */
interface Sums {
  /** Σ samples · 10^(L/10) */
  energy: number;
  samples: number;
  /** How many minutes have a level. */
  minutes: number;
  lmax: number;
  lmin: number;
  /** Σ samples · L10 */
  l10: number;
  l90: number;
  over: number;
}

/**
 * The levels of windows, in their order, of what the pieces hold: empty ones too. Whole quarters are read as such, what
 * is left at the ends of a piece minute by minute, so that a year is as many rows as it has quarters.
 *
 * @param windows without gaps or overlaps, aligned to quarters when they are as long
 * @param now ms: of a window that is not over, only what has passed can be covered
 */
export async function readWindows(
  db: Transaction,
  pieces: Piece[],
  windows: Span[],
  now: number,
): Promise<HistoryPoint[]> {
  const sums = new Array<Sums | undefined>(windows.length);
  for (const run of runsOf(windows)) {
    for (const piece of pieces) {
      for (const part of partsOf(clip(piece, run), run.width)) {
        for (const { n, ...found } of await readPart(db, piece.unitId, part, run)) {
          const index = run.first + n;
          sums[index] = sums[index] ? add(sums[index], found) : found;
        }
      }
    }
  }
  return windows.map((window, index) => toPoint(window, sums[index], now));
}

/** Windows of one width that follow each other; minutes since the epoch. */
interface Run extends MinuteSpan {
  /** The index of its first window. */
  first: number;
  width: number;
}

interface MinuteSpan {
  from: number;
  to: number;
}

/** A day on which clocks change has another width than its neighbours: the runs before and after have none such. */
function* runsOf(windows: Span[]): Generator<Run> {
  let run: Run | undefined;
  for (const [index, { from, to }] of windows.entries()) {
    const start = from / MINUTE_MS;
    const width = (to - from) / MINUTE_MS;
    if (run && run.width === width && run.to === start) {
      run.to += width;
      continue;
    }
    if (run) yield run;
    run = { first: index, width, from: start, to: start + width };
  }
  if (run) yield run;
}

function clip(piece: Piece, run: Run): MinuteSpan {
  return {
    from: Math.max(run.from, Math.floor(piece.from / MINUTE_MS)),
    to: Math.min(run.to, Math.floor(piece.to / MINUTE_MS)),
  };
}

interface Part extends MinuteSpan {
  table: 'Reading' | 'ReadingQuarter';
}

/** By minutes, by quarters and by minutes again, as far as there is any of each; each in bites. */
function* partsOf({ from, to }: MinuteSpan, width: number): Generator<Part> {
  const inner = {
    from: Math.ceil(from / QUARTER_MIN) * QUARTER_MIN,
    to: Math.floor(to / QUARTER_MIN) * QUARTER_MIN,
  };
  if (width % QUARTER_MIN !== 0 || inner.from >= inner.to) {
    yield* bitesOf({ table: 'Reading', from, to }, 1);
    return;
  }
  yield* bitesOf({ table: 'Reading', from, to: inner.from }, 1);
  yield* bitesOf({ table: 'ReadingQuarter', ...inner }, QUARTER_MIN);
  yield* bitesOf({ table: 'Reading', from: inner.to, to }, 1);
}

function* bitesOf({ table, from, to }: Part, minutesEach: number): Generator<Part> {
  const step = ROWS_AT_ONCE * minutesEach;
  for (let start = from; start < to; start += step)
    yield { table, from: start, to: Math.min(to, start + step) };
}

const columns = {
  Reading: Prisma.sql`
    SUM(POWER(10.0, "leq" / 10) * "samples") AS "energy", COUNT(*) AS "minutes"`,
  ReadingQuarter: Prisma.sql`
    SUM("energy" * "samples") AS "energy", SUM("minutes") AS "minutes"`,
};

/** What one table has for the windows of a run; `n` counts windows from its first. */
async function readPart(
  db: Transaction,
  unitId: string,
  { table, from, to }: Part,
  run: Run,
): Promise<(Sums & { n: number })[]> {
  const rows = await db.$queryRaw<Record<keyof Sums | 'n', number | bigint>[]>`
    SELECT ("minute" - ${Prisma.raw(String(run.from))}) / ${Prisma.raw(String(run.width))} AS "n",
      ${columns[table]}, SUM("samples") AS "samples", MAX("lmax") AS "lmax", MIN("lmin") AS "lmin",
      SUM("l10" * "samples") AS "l10", SUM("l90" * "samples") AS "l90", SUM("over") AS "over"
    FROM ${Prisma.raw(`"${table}"`)}
    WHERE "unitId" = ${unitId} AND "minute" >= ${from} AND "minute" < ${to} AND "samples" > 0
    GROUP BY 1`;
  // A synchronous driver has answered without ever letting go of the thread.
  await nextTurn();
  return rows.map((row) => ({
    n: Number(row.n),
    energy: Number(row.energy),
    samples: Number(row.samples),
    minutes: Number(row.minutes),
    lmax: Number(row.lmax),
    lmin: Number(row.lmin),
    l10: Number(row.l10),
    l90: Number(row.l90),
    over: Number(row.over),
  }));
}

function add(one: Sums, other: Sums): Sums {
  return {
    energy: one.energy + other.energy,
    samples: one.samples + other.samples,
    minutes: one.minutes + other.minutes,
    lmax: Math.max(one.lmax, other.lmax),
    lmin: Math.min(one.lmin, other.lmin),
    l10: one.l10 + other.l10,
    l90: one.l90 + other.l90,
    over: one.over + other.over,
  };
}

function toPoint({ from, to }: Span, sums: Sums | undefined, now: number): HistoryPoint {
  const begun = Math.ceil((Math.min(Math.max(now, from), to) - from) / MINUTE_MS);
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    leq: sums ? round1(10 * Math.log10(sums.energy / sums.samples)) : null,
    lmax: sums?.lmax ?? null,
    lmin: sums?.lmin ?? null,
    l10: sums ? round1(sums.l10 / sums.samples) : null,
    l90: sums ? round1(sums.l90 / sums.samples) : null,
    samples: sums?.samples ?? 0,
    overload: (sums?.over ?? 0) > 0,
    coverage: sums && begun > 0 ? round1(Math.min(100, (100 * sums.minutes) / begun)) : 0,
  };
}
