import { type Period, periodsOf, type Span, windowsOf } from '@sitecast/monitor/levels';
import type { Infrastructure, WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { getLocation } from '../projects/locations.ts';
import { requireUnit } from '../units/service.ts';
import {
  type DayLevels,
  type History,
  type HistoryPoint,
  HistoryStep,
  type LevelsQuery,
  type LocationHistoryQuery,
  MAX_POINTS,
  STEP_MINUTES,
  type UnitHistoryQuery,
} from './schema.ts';
import { type AssignedSpan, readWindows } from './sums.ts';

/**
 * The levels of a meter, at whichever locations it was assigned to. Default time zone: that of the project it was last
 * assigned to in that time.
 *
 * @throws AppError NOT_FOUND; VALIDATION if there would be more than 10,000 points
 */
export async function unitHistory(ctx: WorkspaceContext, query: UnitHistoryQuery): Promise<History> {
  const { unitId, step } = query;
  await requireUnit(ctx, unitId);
  const span = spanOf(query);
  const timezone = query.timezone ?? (await timezoneOfUnit(ctx, unitId, span));
  const windows = windowsIn(span, step, timezone);
  const all = { unitId, from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  return { step, timezone, points: await readWindows(ctx.db, [all], windows, ctx.now().getTime()) };
}

/** The levels at a location, from all meters that were assigned to it. @throws AppError as `unitHistory` */
export async function locationHistory(ctx: WorkspaceContext, query: LocationHistoryQuery): Promise<History> {
  const { locationId, step } = query;
  await getLocation(ctx, locationId);
  const timezone = query.timezone ?? (await timezoneOfLocation(ctx, locationId));
  const windows = windowsIn(spanOf(query), step, timezone);
  return { step, timezone, points: await locationWindows(ctx, locationId, windows) };
}

/** The LAeq of a date's day, evening and night, with the location's limits. @throws AppError NOT_FOUND */
export async function locationLevels(
  ctx: WorkspaceContext,
  { locationId, date: given }: LevelsQuery,
): Promise<DayLevels> {
  const { limits } = await getLocation(ctx, locationId);
  const timezone = await timezoneOfLocation(ctx, locationId);
  const date = given ?? localDate(ctx.now(), timezone);
  const { day, evening, night } = await dayLevels(ctx, { locationId, date, timezone });
  return {
    date,
    timezone,
    day: { ...day, limit: limits?.day ?? null },
    evening: { ...evening, limit: limits?.evening ?? null },
    night: { ...night, limit: limits?.night ?? null },
  };
}

/** The levels of a date's day, evening and night. The caller has checked access to the location. */
export async function dayLevels(
  ctx: Infrastructure,
  { locationId, date, timezone }: { locationId: string; date: string; timezone: string },
): Promise<Record<Period, HistoryPoint>> {
  const { day, evening, night } = periodsOf(date, timezone);
  const [ofDay, ofEvening, ofNight] = await locationWindows(ctx, locationId, [day, evening, night]);
  return { day: ofDay!, evening: ofEvening!, night: ofNight! };
}

/** The levels of time windows at a location. The caller has checked access to it. */
export async function locationWindows(
  ctx: Infrastructure,
  locationId: string,
  windows: Span[],
): Promise<HistoryPoint[]> {
  const assigned = await assignedSpans(ctx, locationId, extentOf(windows));
  return readWindows(ctx.db, assigned, windows, ctx.now().getTime());
}

/** The windows of a query. Too many are refused before any are computed. @throws AppError VALIDATION */
function windowsIn(span: Span, step: HistoryStep, timezone: string): Span[] {
  const minutes = (span.to - span.from) / 60_000;
  // Plus a partial window at each end.
  const fits = (one: HistoryStep) => minutes / STEP_MINUTES[one] + 2 <= MAX_POINTS;
  if (!fits(step)) {
    const longEnough = HistoryStep.options.find(fits);
    const message =
      `From ${new Date(span.from).toISOString()} to ${new Date(span.to).toISOString()} there are more than ` +
      `${MAX_POINTS} windows of ${step}. Ask for ${longEnough ? `a step of ${longEnough} or longer, or for less time` : 'less time'}.`;
    throw new AppError('VALIDATION', message, { errors: [{ path: ['step'], message }] });
  }
  return [...windowsOf(span, step, timezone)];
}

function spanOf({ from, to }: { from: string; to: string }): Span {
  return { from: Date.parse(from), to: Date.parse(to) };
}

function extentOf(windows: Span[]): Span {
  return { from: windows[0]!.from, to: windows.at(-1)!.to };
}

/** The meters assigned to a location within a span of time, in order. */
export async function assignedSpans(
  { db }: Infrastructure,
  locationId: string,
  span: Span,
): Promise<AssignedSpan[]> {
  const rows = await db.unitAssignment.findMany({
    where: { locationId, ...overlapping(span) },
    orderBy: { id: 'asc' },
    select: { unitId: true, assignedFrom: true, assignedUntil: true },
  });
  return rows.map(({ unitId, assignedFrom, assignedUntil }) => ({
    unitId,
    from: assignedFrom.getTime(),
    to: assignedUntil?.getTime() ?? Number.POSITIVE_INFINITY,
  }));
}

async function timezoneOfLocation({ db }: Infrastructure, locationId: string): Promise<string> {
  const { project } = await db.location.findUniqueOrThrow({
    where: { id: locationId },
    select: { project: { select: { timezone: true } } },
  });
  return project.timezone;
}

/** Of the project it was last assigned to in that time, else of its current project, else UTC. */
async function timezoneOfUnit({ db }: Infrastructure, unitId: string, span: Span): Promise<string> {
  const find = (where: object) =>
    db.unitAssignment.findFirst({
      where: { unitId, ...where },
      orderBy: { id: 'desc' },
      select: { location: { select: { project: { select: { timezone: true } } } } },
    });
  const found = (await find(overlapping(span))) ?? (await find({ assignedUntil: null }));
  return found?.location.project.timezone ?? 'UTC';
}

function overlapping({ from, to }: Span) {
  return {
    assignedFrom: { lt: new Date(to) },
    OR: [{ assignedUntil: null }, { assignedUntil: { gt: new Date(from) } }],
  };
}

/** The date in a time zone, as `YYYY-MM-DD`. */
export function localDate(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}
