import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createTestApi, type TestApi } from '@sitecast/api/testing';
import { readNumbers } from '../options.ts';
import { median, printTable } from '../statistics.ts';
import { type Meter, seedMeter } from './meter.ts';
import { readPlainly } from './plain.ts';

const DAY_MIN = 1440;

/** What is asked for, as the pages ask: days back from the last minute, in steps of so many minutes. */
const questions = [
  { name: 'a year at 1d', days: 365, step: '1d', minutes: DAY_MIN },
  { name: 'a year at 1h', days: 365, step: '1h', minutes: 60 },
  { name: 'a week at 15m', days: 7, step: '15m', minutes: 15 },
  { name: 'a day at 1m', days: 1, step: '1m', minutes: 1 },
] as const;

/**
 * How long the history of a meter takes, through the product's procedure, against one statement that sums the same
 * minutes; and how long the thread that answers everybody was held up meanwhile. On SQLite, and on PostgreSQL
 * where `TEST_DATABASE_URL` names a server.
 */
export async function history(args: string[]) {
  const options = readNumbers(args, { days: 365, rounds: 15 });
  for (const kind of process.env.TEST_DATABASE_URL ? ['sqlite', 'postgresql'] : ['sqlite']) {
    process.env.SITECAST_TEST_DB = kind;
    await using api = await createTestApi();
    console.log(`\n${kind}: ${options.days} days of minutes of one meter, Node ${process.version}`);
    const meter = await seedMeter(api, options.days);
    const rows: Record<string, string>[] = [];
    for (const question of questions) rows.push(await measure(api, meter, question, options.rounds));
    printTable(rows);
  }
}

async function measure(api: TestApi, meter: Meter, question: (typeof questions)[number], rounds: number) {
  const { step, days, minutes } = question;
  const until = meter.until;
  const from = new Date(until.getTime() - days * DAY_MIN * 60_000);
  const span = { unitId: meter.unitId, from: from.toISOString(), to: until.toISOString() };
  const ask = () => meter.caller.units.history({ ...span, step, timezone: 'UTC' });
  const plain = () => readPlainly(api.app.db, span, minutes);
  // Both have met the database before.
  const [{ points }, sums] = [await ask(), await plain()];
  if (points.filter(({ leq }) => leq !== null).length !== sums.length)
    throw new Error(`${question.name}: the two do not answer the same`);

  const times: Record<'ours' | 'plain', number[]> = { ours: [], plain: [] };
  const stalls: number[] = [];
  for (let round = 0; round < rounds; round++) {
    times.plain.push(await time(plain));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    times.ours.push(await time(ask));
    delay.disable();
    stalls.push(delay.max / 1e6);
  }
  return {
    '': question.name,
    points: String(points.length),
    Sitecast: `${median(times.ours).toFixed(1)} ms`,
    'one statement': `${median(times.plain).toFixed(1)} ms`,
    ratio: `${(median(times.ours) / median(times.plain)).toFixed(2)} ×`,
    'longest stall': `${median(stalls).toFixed(0)} ms`,
  };
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
