import { setImmediate as nextTurn } from 'node:timers/promises';
import type { createPortalCaller } from '@sitecast/api';
import {
  type History,
  type HistoryPoint,
  LocationHistoryQuery,
  MAX_POINTS,
  STEP_MINUTES,
  UnitHistoryQuery,
} from '@sitecast/api/sites/readings/schema';
import type { CsvFile } from './csv-file.ts';

/** Windows per request: fewer than the limit, since both ends are extended to whole windows. */
const WINDOWS = MAX_POINTS - 100;
/** Lines to write before yielding to other requests. */
const LINES = 500;

interface Line extends HistoryPoint {
  timezone: string;
}

const columns: CsvFile<never, Line>['columns'] = {
  from: ({ from, timezone }) => localIso(from, timezone),
  to: ({ to, timezone }) => localIso(to, timezone),
  timezone: ({ timezone }) => timezone,
  laeq_db: ({ leq }) => leq,
  lmax_db: ({ lmax }) => lmax,
  lmin_db: ({ lmin }) => lmin,
  l10_db: ({ l10 }) => l10,
  l90_db: ({ l90 }) => l90,
  samples: ({ samples }) => samples,
  overload: ({ overload }) => (overload ? 'yes' : 'no'),
  coverage_percent: ({ coverage }) => coverage,
};

/**
 * A meter's history of any length, from consecutive calls of `units.history`. Times are local with their UTC offset, so
 * that the hour that occurs twice when clocks go back is unambiguous.
 */
export const historyCsv: CsvFile<UnitHistoryQuery, Line> = {
  name: ({ unitId, step }) => `history-${unitId}-${step}`,
  input: UnitHistoryQuery,
  audience: ['user', 'apiToken'],
  columns,
  async *pages(caller, query) {
    if (!UnitHistoryQuery.safeParse(query).success) return void (await caller.units.history(query));
    yield* linesOf(query, (part) => caller.units.history(part));
  },
};

/** A location's history, for its client. */
export const portalHistoryCsv: CsvFile<LocationHistoryQuery, Line, ReturnType<typeof createPortalCaller>> = {
  name: ({ locationId, step }) => `history-${locationId}-${step}`,
  input: LocationHistoryQuery,
  audience: ['portalClient'],
  columns,
  async *pages(caller, query) {
    if (!LocationHistoryQuery.safeParse(query).success) return void (await caller.portal.history(query));
    yield* linesOf(query, (part) => caller.portal.history(part));
  },
};

type Query = Pick<UnitHistoryQuery, 'from' | 'to' | 'step' | 'timezone'>;

async function* linesOf<Given extends Query>(
  query: Given,
  read: (part: Given) => Promise<History>,
): AsyncGenerator<Line[]> {
  const end = Date.parse(query.to);
  const chunkMs = WINDOWS * STEP_MINUTES[query.step] * 60_000;
  let { from, timezone } = query;
  do {
    const to = new Date(Math.min(end, Date.parse(from) + chunkMs)).toISOString();
    const answer = await read({ ...query, from, to, timezone });
    for (let start = 0; start < answer.points.length; start += LINES) {
      yield answer.points
        .slice(start, start + LINES)
        .map((point) => ({ ...point, timezone: answer.timezone }));
      await nextTurn();
    }
    // The next chunk starts where the last window ended, in the same time zone.
    from = answer.points.at(-1)!.to;
    timezone = answer.timezone;
  } while (Date.parse(from) < end);
}

const QUARTER_MS = 15 * 60_000;

/** `2026-03-29T01:00:00+01:00` */
function localIso(utc: string, timeZone: string): string {
  const at = Date.parse(utc);
  const minutes = offsetMinutes(Math.floor(at / QUARTER_MS) * QUARTER_MS, timeZone);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const offset = [hours, rest].map((part) => String(part).padStart(2, '0')).join(':');
  return `${new Date(at + minutes * 60_000).toISOString().slice(0, 19)}${minutes < 0 ? '-' : '+'}${offset}`;
}

/** The latest lookup: consecutive lines usually need the same one, and Intl is slower than everything else here. */
let latest = { quarter: Number.NaN, timeZone: '', minutes: 0, format: new Intl.DateTimeFormat('sv-SE') };

/** The zone's offset from UTC in minutes, for a quarter of an hour: clocks only change at the start of one. */
function offsetMinutes(quarter: number, timeZone: string): number {
  if (latest.quarter === quarter && latest.timeZone === timeZone) return latest.minutes;
  const format =
    latest.timeZone === timeZone
      ? latest.format
      : new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const local = Date.parse(`${format.format(quarter).replace(' ', 'T')}Z`);
  latest = { quarter, timeZone, minutes: Math.round((local - quarter) / 60_000), format };
  return latest.minutes;
}
