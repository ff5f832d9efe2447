import { periodAt, stateAgainst } from '@sitecast/monitor/level-state';
import type { Span } from '@sitecast/monitor/levels';
import { dayLevels, localDate, locationHistory, locationWindows } from '../../sites/readings/history.ts';
import type { History, LocationHistoryQuery } from '../../sites/readings/schema.ts';
import { openPortalAlerts } from './alerts.ts';
import { type ClientLocation, resolveClientLocation } from './resolve.ts';
import { LevelState, type PeriodLevel, type PortalLocation, type PortalRecent } from './schema.ts';
import type { PortalContext } from './session.ts';
import { portalFrames, toTile } from './view.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** One location of the client, as its page shows it first. @throws AppError NOT_FOUND */
export async function portalLocation(ctx: PortalContext, locationId: string): Promise<PortalLocation> {
  const location = await resolveClientLocation(ctx, locationId);
  const at = ctx.now();
  const tile = toTile(location, at);
  return {
    ...tile,
    at: at.toISOString(),
    project: location.project,
    periods: await periodLevels(ctx, location, tile.limits),
    alerts: await openPortalAlerts(ctx, locationId),
  };
}

/** The last hour of the meter that stands there now, of the time since it does. @throws AppError NOT_FOUND */
export async function portalRecent(ctx: PortalContext, locationId: string): Promise<PortalRecent> {
  const { assignments } = await resolveClientLocation(ctx, locationId);
  const [active] = assignments;
  if (!active) return { frames: [] };
  return { frames: portalFrames(await ctx.meters.recent(active.unit.id), active.assignedFrom) };
}

/** What was measured there. @throws AppError NOT_FOUND; VALIDATION when it would be more than 10,000 points */
export async function portalHistory(ctx: PortalContext, query: LocationHistoryQuery): Promise<History> {
  await resolveClientLocation(ctx, query.locationId);
  return locationHistory({ ...ctx, workspaceId: ctx.principal.workspaceId }, query);
}

/** The last quarter and hour, and day, evening and night: those that go on, or the last ones that are over. */
async function periodLevels(
  ctx: PortalContext,
  { id: locationId, project: { timezone } }: ClientLocation,
  limits: PortalLocation['limits'],
): Promise<PeriodLevel[]> {
  const at = ctx.now();
  const now = limits?.[periodAt(at, timezone)] ?? null;
  const moving = async (minutes: number) => {
    const to = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
    const span: Span = { from: to - minutes * MINUTE_MS, to };
    const [point] = await locationWindows(ctx, locationId, [span]);
    return point!;
  };
  const today = await dayLevels(ctx, { locationId, date: localDate(at, timezone), timezone });
  const before = await dayLevels(ctx, {
    locationId,
    date: localDate(new Date(Date.parse(today.day.from) - DAY_MS / 2), timezone),
    timezone,
  });
  const newest = (period: 'day' | 'evening' | 'night') =>
    Date.parse(today[period].from) <= at.getTime() ? today[period] : before[period];
  return [
    toPeriod('laeq15min', await moving(15), now),
    toPeriod('laeq1h', await moving(60), now),
    ...(['day', 'evening', 'night'] as const).map((period) =>
      toPeriod(period, newest(period), limits?.[period] ?? null),
    ),
  ];
}

function toPeriod(
  period: PeriodLevel['period'],
  { from, to, leq, lmax, coverage }: History['points'][number],
  limit: number | null,
): PeriodLevel {
  const state = LevelState.exclude(['offline']).parse(stateAgainst(leq, limit));
  return { period, from, to, leq, lmax, coverage, limit, state };
}
