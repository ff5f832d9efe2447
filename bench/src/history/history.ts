import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createTestApi, type TestApi } from '@sitecast/api/testing';
import { readNumbers } from '../options.ts';
import { median, printTable } from '../statistics.ts';
import { type Meter, seedMeter } from './meter.ts';
import { readWithOneStatement } from './plain.ts';

const DAY_MIN = 1440;

/** The queries that pages make: days back from the last minute, and the width of a step in minutes. */
const queries = [
  { name: 'a year at 1d', days: 365, step: '1d', minutes: DAY_MIN },
  { name: 'a year at 1h', days: 365, step: '1h', minutes: 60 },
  { name: 'a week at 15m', days: 7, step: '15m', minutes: 15 },
  { name: 'a day at 1m', days: 1, step: '1m', minutes: 1 },
] as const;

/**
 * Measures the time to read a meter's history with the product's procedure, against one statement that sums the same
 * minutes, and the longest event loop stall meanwhile. On SQLite, and on PostgreSQL if `TEST_DATABASE_URL` is set.
 */
export async function history(args: string[]) {
  const options = readNumbers(args, { days: 365, rounds: 15 });
  for (const kind of process.env.TEST_DATABASE_URL ? ['sqlite', 'postgresql'] : ['sqlite']) {
    process.env.SITECAST_TEST_DB = kind;
    await using api = await createTestApi();
    console.log(`\n${kind}: ${options.days} days of one meter, Node ${process.version}`);
    const meter = await seedMeter(api, options.days);
    const rows: Record<string, string>[] = [];
    for (const query of queries) rows.push(await measure(api, meter, query, options.rounds));
    printTable(rows);
  }
}

async function measure(api: TestApi, meter: Meter, query: (typeof queries)[number], rounds: number) {
  const { step, days, minutes } = query;
  const until = meter.until;
  const from = new Date(until.getTime() - days * DAY_MIN * 60_000);
  const span = { unitId: meter.unitId, from: from.toISOString(), to: until.toISOString() };
  const queryProduct = () => meter.caller.units.history({ ...span, step, timezone: 'UTC' });
  const queryPlainly = () => readWithOneStatement(api.app.db, span, minutes);
  // Warms up both.
  const [{ points }, sums] = [await queryProduct(), await queryPlainly()];
  if (points.filter(({ leq }) => leq !== null).length !== sums.length)
    throw new Error(`${query.name}: the results differ`);

  const times: Record<'ours' | 'queryPlainly', number[]> = { ours: [], queryPlainly: [] };
  const stalls: number[] = [];
  for (let round = 0; round < rounds; round++) {
    times.queryPlainly.push(await time(queryPlainly));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    times.ours.push(await time(queryProduct));
    delay.disable();
    stalls.push(delay.max / 1e6);
  }
  return {
    '': query.name,
    points: String(points.length),
    Sitecast: `${median(times.ours).toFixed(1)} ms`,
    'one statement': `${median(times.queryPlainly).toFixed(1)} ms`,
    ratio: `${(median(times.ours) / median(times.queryPlainly)).toFixed(2)} ×`,
    'longest stall': `${median(stalls).toFixed(0)} ms`,
  };
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
