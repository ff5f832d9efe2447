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

/** Everything that a location's page shows initially. @throws AppError NOT_FOUND */
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

/** The last hour of frames of the meter assigned now, from its assignment on. @throws AppError NOT_FOUND */
export async function portalRecent(ctx: PortalContext, locationId: string): Promise<PortalRecent> {
  const { assignments } = await resolveClientLocation(ctx, locationId);
  const [active] = assignments;
  if (!active) return { frames: [] };
  return { frames: portalFrames(await ctx.meters.recent(active.unit.id), active.assignedFrom) };
}

/** The levels at a location. @throws AppError NOT_FOUND; VALIDATION if there would be more than 10,000 points */
export async function portalHistory(ctx: PortalContext, query: LocationHistoryQuery): Promise<History> {
  await resolveClientLocation(ctx, query.locationId);
  return locationHistory({ ...ctx, workspaceId: ctx.principal.workspaceId }, query);
}

/** The last 15 and 60 minutes, and the current or else latest day, evening and night. */
async function periodLevels(
  ctx: PortalContext,
  { id: locationId, project: { timezone } }: ClientLocation,
  limits: PortalLocation['limits'],
): Promise<PeriodLevel[]> {
  const at = ctx.now();
  const currentLimit = limits?.[periodAt(at, timezone)] ?? null;
  const last = async (minutes: number) => {
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
  const latest = (period: 'day' | 'evening' | 'night') =>
    Date.parse(today[period].from) <= at.getTime() ? today[period] : before[period];
  return [
    toPeriod('laeq15min', await last(15), currentLimit),
    toPeriod('laeq1h', await last(60), currentLimit),
    ...(['day', 'evening', 'night'] as const).map((period) =>
      toPeriod(period, latest(period), limits?.[period] ?? null),
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
