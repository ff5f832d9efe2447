import type { Prisma } from '@sitecast/db';
import { AlertSummary } from '../../alerts/schema.ts';
import { keyset, toPage } from '../../core/page.ts';
import { ofClient, resolveClientLocation } from './resolve.ts';
import type { ListPortalAlerts, PortalAlert, PortalAlertPage } from './schema.ts';
import type { PortalContext, PortalScope } from './session.ts';

/** More than a banner can show. */
const MAX_OPEN_ALERTS = 50;

/** The alerts at one of the client's locations, newest first. @throws AppError NOT_FOUND */
export async function listPortalAlerts(
  ctx: PortalContext,
  { locationId, ...page }: ListPortalAlerts,
): Promise<PortalAlertPage> {
  await resolveClientLocation(ctx, locationId);
  const { after, ...range } = keyset(page, 'desc');
  const rows = await ctx.db.alertEvent.findMany({
    where: { ...visibleTo(ctx), locationId, ...after },
    ...range,
    select: alertFields,
  });
  return toPage(rows, page.limit, toPortalAlert);
}

/** Open alerts at one of the client's locations or all, newest first, at most 50. */
export async function openPortalAlerts(ctx: PortalScope, locationId?: string): Promise<PortalAlert[]> {
  const rows = await ctx.db.alertEvent.findMany({
    where: { ...visibleTo(ctx), locationId, openKey: { not: null } },
    orderBy: { id: 'desc' },
    take: MAX_OPEN_ALERTS,
    select: alertFields,
  });
  return rows.map(toPortalAlert);
}

/** Filters for alerts whose rule shows them in the portal. */
function visibleTo(ctx: PortalScope): Prisma.AlertEventWhereInput {
  return { workspaceId: ctx.principal.workspaceId, inPortal: true, location: ofClient(ctx) };
}

const alertFields = {
  id: true,
  location: { select: { id: true, name: true } },
  openKey: true,
  summary: true,
  onsetAt: true,
  value: true,
  peak: true,
  peakAt: true,
  clearedAt: true,
} satisfies Prisma.AlertEventSelect;

function toPortalAlert(row: Prisma.AlertEventGetPayload<{ select: typeof alertFields }>): PortalAlert {
  const { ruleName, condition } = AlertSummary.parse(row.summary);
  const isLevel = condition.kind === 'level';
  return {
    id: row.id,
    locationId: row.location.id,
    locationName: row.location.name,
    name: ruleName,
    condition: {
      metric: condition.metric,
      direction: isLevel ? condition.direction : null,
      threshold: isLevel ? condition.threshold : null,
    },
    open: row.openKey !== null,
    onsetAt: row.onsetAt.toISOString(),
    value: row.value,
    peak: row.peak,
    peakAt: row.peakAt?.toISOString() ?? null,
    clearedAt: row.clearedAt?.toISOString() ?? null,
  };
}
