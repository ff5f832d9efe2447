import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { Prisma, type Transaction } from '@sitecast/db';
import { round1, type Span } from '@sitecast/monitor/levels';
import type { HistoryPoint } from './schema.ts';

const MINUTE_MS = 60_000;
const QUARTER_MIN = 15;
/** Rows that one statement may scan: SQLite runs on this thread and blocks everything else. */
const MAX_SCANNED_ROWS = 3_000;

/** A meter and the time it was assigned to one location, in ms since the epoch. */
export interface AssignedSpan extends Span {
  unitId: string;
}

/** Sums that levels are computed from. They can be added, unlike levels. */
interface Sums {
  /** Σ samples · 10^(L/10) */
  energy: number;
  samples: number;
  /** Number of minutes with a level. */
  minutes: number;
  lmax: number;
  lmin: number;
  /** Σ samples · L10 */
  l10: number;
  l90: number;
  over: number;
}

/**
 * The levels of windows, in order, including empty ones. Whole quarters of an hour are read from their own table and only
 * the ends of a span by the minute, so that a year takes about 35,000 rows.
 *
 * @param windows contiguous, and aligned to quarters if they are at least that long
 * @param now in ms since the epoch: the coverage of a window in progress counts only its elapsed part
 */
export async function readWindows(
  db: Transaction,
  spans: AssignedSpan[],
  windows: Span[],
  now: number,
): Promise<HistoryPoint[]> {
  const sums = new Array<Sums | undefined>(windows.length);
  for (const run of runsOf(windows)) {
    for (const span of spans) {
      for (const part of partsOf(clip(span, run), run.width)) {
        for (const { n, ...found } of await readPart(db, span.unitId, part, run)) {
          const index = run.first + n;
          sums[index] = sums[index] ? add(sums[index], found) : found;
        }
      }
    }
  }
  return windows.map((window, index) => toPoint(window, sums[index], now));
}

/** Consecutive windows of the same width. Times are in minutes since the epoch. */
interface Run extends MinuteSpan {
  /** Index of its first window. */
  first: number;
  width: number;
}

interface MinuteSpan {
  from: number;
  to: number;
}

/** Groups windows into runs. A day on which the clocks change differs in width and is a run of its own. */
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

function clip(span: AssignedSpan, run: Run): MinuteSpan {
  return {
    from: Math.max(run.from, Math.floor(span.from / MINUTE_MS)),
    to: Math.min(run.to, Math.floor(span.to / MINUTE_MS)),
  };
}

interface Part extends MinuteSpan {
  table: 'Reading' | 'ReadingQuarter';
}

/** Splits a span into whole quarters and the minutes around them, in chunks of at most `MAX_SCANNED_ROWS`. */
function* partsOf({ from, to }: MinuteSpan, width: number): Generator<Part> {
  const inner = {
    from: Math.ceil(from / QUARTER_MIN) * QUARTER_MIN,
    to: Math.floor(to / QUARTER_MIN) * QUARTER_MIN,
  };
  if (width % QUARTER_MIN !== 0 || inner.from >= inner.to) {
    yield* chunksOf({ table: 'Reading', from, to }, 1);
    return;
  }
  yield* chunksOf({ table: 'Reading', from, to: inner.from }, 1);
  yield* chunksOf({ table: 'ReadingQuarter', ...inner }, QUARTER_MIN);
  yield* chunksOf({ table: 'Reading', from: inner.to, to }, 1);
}

function* chunksOf({ table, from, to }: Part, minutesPerRow: number): Generator<Part> {
  const step = MAX_SCANNED_ROWS * minutesPerRow;
  for (let start = from; start < to; start += step)
    yield { table, from: start, to: Math.min(to, start + step) };
}

const columns = {
  Reading: Prisma.sql`
    SUM(POWER(10.0, "leq" / 10) * "samples") AS "energy", COUNT(*) AS "minutes"`,
  ReadingQuarter: Prisma.sql`
    SUM("energy" * "samples") AS "energy", SUM("minutes") AS "minutes"`,
};

/** The sums of one table by window; `n` is the index of the window in its run. */
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
  // SQLite is synchronous: without this, other requests would wait for all statements.
  await yieldToEventLoop();
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
  const elapsed = Math.ceil((Math.min(Math.max(now, from), to) - from) / MINUTE_MS);
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
    coverage: sums && elapsed > 0 ? round1(Math.min(100, (100 * sums.minutes) / elapsed)) : 0,
  };
}
